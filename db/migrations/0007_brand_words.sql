ALTER TABLE `brands` ADD `words_to_use` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `brands` ADD `words_to_avoid` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `brands` ADD `links` text DEFAULT '' NOT NULL;