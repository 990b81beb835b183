CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`brand_id` text NOT NULL,
	`network` text NOT NULL,
	`remote_id` text NOT NULL,
	`server_url` text NOT NULL,
	`handle` text NOT NULL,
	`display_name` text NOT NULL,
	`profile_url` text NOT NULL,
	`avatar_asset_id` text,
	`followers` integer,
	`login_method` text NOT NULL,
	`health` text NOT NULL,
	`scopes` text NOT NULL,
	`missing_scopes` text NOT NULL,
	`limits` text,
	`expires_at` integer,
	`last_ok_at` integer,
	`last_error_at` integer,
	`last_error_code` text,
	`paused_at` integer,
	`native_handover` integer DEFAULT true NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `accounts_brand` ON `accounts` (`brand_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_remote` ON `accounts` (`brand_id`,`network`,`server_url`,`remote_id`);--> statement-breakpoint
CREATE TABLE `activity` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`brand_id` text,
	`account_id` text,
	`post_id` text,
	`publication_id` text,
	`attempt_id` text,
	`code` text NOT NULL,
	`params` text NOT NULL,
	`answer` text
) STRICT;
--> statement-breakpoint
CREATE INDEX `activity_publication` ON `activity` (`publication_id`,`at`) WHERE publication_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `activity_account` ON `activity` (`account_id`,`at`) WHERE account_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `activity_brand` ON `activity` (`brand_id`,`at`);--> statement-breakpoint
CREATE TABLE `assets` (
	`id` text PRIMARY KEY NOT NULL,
	`brand_id` text NOT NULL,
	`hash` text NOT NULL,
	`file_name` text NOT NULL,
	`mime` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`animated` integer DEFAULT false NOT NULL,
	`status` text NOT NULL,
	`placeholder` text,
	`alt` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `assets_hash` ON `assets` (`brand_id`,`hash`);--> statement-breakpoint
CREATE TABLE `attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`publication_id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`step` text NOT NULL,
	`started_at` integer NOT NULL,
	`committing_at` integer,
	`finished_at` integer,
	`outcome` text,
	`detail` text,
	FOREIGN KEY (`publication_id`) REFERENCES `publications`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `attempts_publication` ON `attempts` (`publication_id`,`number`);--> statement-breakpoint
CREATE INDEX `attempts_open` ON `attempts` (`started_at`) WHERE finished_at IS NULL;--> statement-breakpoint
CREATE TABLE `brands` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`colour` text NOT NULL,
	`logo_asset_id` text,
	`time_zone` text NOT NULL,
	`voice` text DEFAULT '' NOT NULL,
	`guidelines` text DEFAULT '' NOT NULL,
	`lateness_limit_ms` integer NOT NULL,
	`native_handover` integer DEFAULT false NOT NULL,
	`is_sample` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `labels` (
	`id` text PRIMARY KEY NOT NULL,
	`brand_id` text NOT NULL,
	`name` text NOT NULL,
	`colour` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `labels_brand` ON `labels` (`brand_id`);--> statement-breakpoint
CREATE TABLE `post_labels` (
	`post_id` text NOT NULL,
	`label_id` text NOT NULL,
	PRIMARY KEY(`post_id`, `label_id`),
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`label_id`) REFERENCES `labels`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `post_labels_label` ON `post_labels` (`label_id`);--> statement-breakpoint
CREATE TABLE `posts` (
	`id` text PRIMARY KEY NOT NULL,
	`brand_id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`media` text NOT NULL,
	`planned_wall` text,
	`planned_zone` text,
	`planned_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `posts_planned` ON `posts` (`brand_id`,`planned_at`) WHERE planned_at IS NOT NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `posts_recent` ON `posts` (`brand_id`,`updated_at`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `posts_bin` ON `posts` (`brand_id`,`deleted_at`) WHERE deleted_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `publication_metrics` (
	`publication_id` text NOT NULL,
	`at` integer NOT NULL,
	`likes` integer,
	`reposts` integer,
	`replies` integer,
	`quotes` integer,
	`views` integer,
	PRIMARY KEY(`publication_id`, `at`),
	FOREIGN KEY (`publication_id`) REFERENCES `publications`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `publications` (
	`id` text PRIMARY KEY NOT NULL,
	`post_id` text NOT NULL,
	`brand_id` text NOT NULL,
	`account_id` text NOT NULL,
	`network` text NOT NULL,
	`state` text NOT NULL,
	`state_since` integer NOT NULL,
	`text` text,
	`media` text,
	`thread` text NOT NULL,
	`options` text NOT NULL,
	`due_wall` text,
	`due_zone` text,
	`due_at` integer,
	`wake_at` integer,
	`remote_key` text,
	`saved` text NOT NULL,
	`committed_at` integer,
	`attempt_count` integer DEFAULT 0 NOT NULL,
	`prepared_at` integer,
	`native_ref` text,
	`remote_id` text,
	`permalink` text,
	`published_at` integer,
	`verified_at` integer,
	`gone_at` integer,
	`problem_code` text,
	`problem_detail` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`brand_id`) REFERENCES `brands`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `publications_calendar` ON `publications` (`brand_id`,`due_at`) WHERE due_at IS NOT NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `publications_wake` ON `publications` (`wake_at`) WHERE wake_at IS NOT NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `publications_post` ON `publications` (`post_id`);--> statement-breakpoint
CREATE INDEX `publications_account` ON `publications` (`account_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `publications_needs` ON `publications` (`brand_id`,`state_since`) WHERE state IN ('failed','unconfirmed','missed') AND deleted_at IS NULL;--> statement-breakpoint
CREATE INDEX `publications_published` ON `publications` (`brand_id`,`published_at`) WHERE published_at IS NOT NULL AND deleted_at IS NULL;--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`post_id` text NOT NULL,
	`at` integer NOT NULL,
	`reason` text NOT NULL,
	`snapshot` text NOT NULL,
	FOREIGN KEY (`post_id`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `revisions_post` ON `revisions` (`post_id`,`at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `slots` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`time` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `slots_when` ON `slots` (`account_id`,`weekday`,`time`);--> statement-breakpoint
CREATE TABLE `undo_journal` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`before` text NOT NULL,
	`used_at` integer
) STRICT;
