-- What lies in the bin, findable by any piece of its text. posts_fts holds only what is not in the bin, and whole words.
--
-- posts_bin_fts knows every three letters in a row of what was written for a post: its text and, whatever became of them, the
-- own texts and threads of its publications. A piece of one or two letters is the beginning of such a three, which
-- posts_bin_letters lists; so two line ends stand behind every text. bin_search gives a post its row there, as post_search
-- does for posts_fts.
CREATE TABLE `bin_search` (
	`row` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post_id` text NOT NULL UNIQUE REFERENCES `posts`(`id`) ON DELETE CASCADE
) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE `posts_bin_fts` USING fts5(`words`, content = '', contentless_delete = 1, tokenize = 'trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE `posts_bin_letters` USING fts5vocab(`posts_bin_fts`, 'instance');
--> statement-breakpoint
CREATE VIEW `posts_in_bin` AS
SELECT
	p.`id` AS `post_id`,
	p.`text` || char(10) || coalesce((
		SELECT group_concat(coalesce(u.`text`, '') || coalesce((
			SELECT char(10) || group_concat(json_extract(part.`value`, '$.text'), char(10)) FROM json_each(u.`thread`) AS part
		), ''), char(10))
		FROM `publications` AS u
		WHERE u.`post_id` = p.`id` AND (u.`text` IS NOT NULL OR u.`thread` <> '[]')
	), '') || char(10, 10) AS `words`
FROM `posts` AS p WHERE p.`deleted_at` IS NOT NULL;
--> statement-breakpoint
CREATE TRIGGER `bin_search_insert` AFTER INSERT ON `bin_search` BEGIN
	INSERT INTO `posts_bin_fts` (`rowid`, `words`) SELECT new.`row`, v.`words` FROM `posts_in_bin` AS v WHERE v.`post_id` = new.`post_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `bin_search_delete` AFTER DELETE ON `bin_search` BEGIN
	DELETE FROM `posts_bin_fts` WHERE `rowid` = old.`row`;
END;
--> statement-breakpoint
CREATE TRIGGER `posts_bin_insert` AFTER INSERT ON `posts` WHEN new.`deleted_at` IS NOT NULL BEGIN
	INSERT INTO `bin_search` (`post_id`) VALUES (new.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `posts_bin_update` AFTER UPDATE OF `text`, `deleted_at` ON `posts`
WHEN (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) OR (new.`deleted_at` IS NOT NULL AND old.`text` IS NOT new.`text`) BEGIN
	DELETE FROM `bin_search` WHERE `post_id` = new.`id`;
	INSERT INTO `bin_search` (`post_id`) SELECT `post_id` FROM `posts_in_bin` WHERE `post_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `posts_bin_delete` BEFORE DELETE ON `posts` WHEN old.`deleted_at` IS NOT NULL BEGIN
	DELETE FROM `bin_search` WHERE `post_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `publications_bin_insert` AFTER INSERT ON `publications`
WHEN (new.`text` IS NOT NULL OR new.`thread` <> '[]') AND EXISTS (SELECT 1 FROM `bin_search` WHERE `post_id` = new.`post_id`) BEGIN
	DELETE FROM `bin_search` WHERE `post_id` = new.`post_id`;
	INSERT INTO `bin_search` (`post_id`) VALUES (new.`post_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `publications_bin_update` AFTER UPDATE OF `text`, `thread` ON `publications`
WHEN (old.`text` IS NOT new.`text` OR old.`thread` IS NOT new.`thread`) AND EXISTS (SELECT 1 FROM `bin_search` WHERE `post_id` = new.`post_id`) BEGIN
	DELETE FROM `bin_search` WHERE `post_id` = new.`post_id`;
	INSERT INTO `bin_search` (`post_id`) VALUES (new.`post_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `publications_bin_delete` AFTER DELETE ON `publications`
WHEN (old.`text` IS NOT NULL OR old.`thread` <> '[]') AND EXISTS (SELECT 1 FROM `bin_search` WHERE `post_id` = old.`post_id`) BEGIN
	DELETE FROM `bin_search` WHERE `post_id` = old.`post_id`;
	INSERT INTO `bin_search` (`post_id`) VALUES (old.`post_id`);
END;
--> statement-breakpoint
INSERT INTO `bin_search` (`post_id`) SELECT `id` FROM `posts` WHERE `deleted_at` IS NOT NULL ORDER BY `deleted_at`, `id`;
