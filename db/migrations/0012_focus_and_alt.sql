ALTER TABLE `assets` ADD `focus` text;--> statement-breakpoint
ALTER TABLE `brands` ADD `alt_required` integer DEFAULT false NOT NULL;