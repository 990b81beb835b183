-- Full text search over posts: the base text, and whatever the publications say differently.
--
-- post_search gives every searchable post a number of its own, which is the row id in posts_fts. The hidden row ids of
-- posts will not do: a VACUUM (every back-up is one) may renumber them. A post gets a new, higher number each time its
-- words change, so that descending row id means "most recently written first" and needs no sorting.
CREATE TABLE `post_search` (
	`row` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post_id` text NOT NULL UNIQUE REFERENCES `posts`(`id`) ON DELETE CASCADE
) STRICT;
--> statement-breakpoint
-- `brand` holds one token, the letter b and the brand's id without dashes, so that "in this brand" is a part of the
-- match and never a filter over another brand's thousands of hits. Contentless: the words are in posts already.
CREATE VIRTUAL TABLE `posts_fts` USING fts5(
	`brand`, `text`, `own`,
	content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
--> statement-breakpoint
CREATE VIEW `posts_searchable` AS
SELECT
	p.`id` AS `post_id`,
	'b' || replace(p.`brand_id`, '-', '') AS `brand`,
	p.`text` AS `text`,
	coalesce((
		SELECT group_concat(coalesce(u.`text`, '') || ' ' || coalesce((
			SELECT group_concat(json_extract(part.`value`, '$.text'), ' ') FROM json_each(u.`thread`) AS part
		), ''), ' ')
		FROM `publications` AS u
		WHERE u.`post_id` = p.`id` AND u.`deleted_at` IS NULL AND (u.`text` IS NOT NULL OR u.`thread` <> '[]')
	), '') AS `own`
FROM `posts` AS p WHERE p.`deleted_at` IS NULL;
--> statement-breakpoint
CREATE TRIGGER `posts_search_insert` AFTER INSERT ON `posts` WHEN new.`deleted_at` IS NULL BEGIN
	INSERT INTO `post_search` (`post_id`) VALUES (new.`id`);
	INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
		SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s, `posts_searchable` AS v WHERE s.`post_id` = new.`id` AND v.`post_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `posts_search_update` AFTER UPDATE OF `text`, `brand_id`, `deleted_at` ON `posts`
WHEN old.`text` IS NOT new.`text` OR old.`brand_id` IS NOT new.`brand_id` OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) BEGIN
	DELETE FROM `posts_fts` WHERE `rowid` = (SELECT `row` FROM `post_search` WHERE `post_id` = new.`id`);
	DELETE FROM `post_search` WHERE `post_id` = new.`id`;
	INSERT INTO `post_search` (`post_id`) SELECT `post_id` FROM `posts_searchable` WHERE `post_id` = new.`id`;
	INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
		SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s, `posts_searchable` AS v WHERE s.`post_id` = new.`id` AND v.`post_id` = new.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `posts_search_delete` BEFORE DELETE ON `posts` BEGIN
	DELETE FROM `posts_fts` WHERE `rowid` = (SELECT `row` FROM `post_search` WHERE `post_id` = old.`id`);
	DELETE FROM `post_search` WHERE `post_id` = old.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `publications_search_insert` AFTER INSERT ON `publications`
WHEN new.`deleted_at` IS NULL AND (new.`text` IS NOT NULL OR new.`thread` <> '[]') BEGIN
	DELETE FROM `posts_fts` WHERE `rowid` = (SELECT `row` FROM `post_search` WHERE `post_id` = new.`post_id`);
	DELETE FROM `post_search` WHERE `post_id` = new.`post_id`;
	INSERT INTO `post_search` (`post_id`) SELECT `post_id` FROM `posts_searchable` WHERE `post_id` = new.`post_id`;
	INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
		SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s, `posts_searchable` AS v WHERE s.`post_id` = new.`post_id` AND v.`post_id` = new.`post_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `publications_search_update` AFTER UPDATE OF `text`, `thread`, `deleted_at` ON `publications`
WHEN old.`text` IS NOT new.`text` OR old.`thread` IS NOT new.`thread` OR (old.`deleted_at` IS NULL) <> (new.`deleted_at` IS NULL) BEGIN
	DELETE FROM `posts_fts` WHERE `rowid` = (SELECT `row` FROM `post_search` WHERE `post_id` = new.`post_id`);
	DELETE FROM `post_search` WHERE `post_id` = new.`post_id`;
	INSERT INTO `post_search` (`post_id`) SELECT `post_id` FROM `posts_searchable` WHERE `post_id` = new.`post_id`;
	INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
		SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s, `posts_searchable` AS v WHERE s.`post_id` = new.`post_id` AND v.`post_id` = new.`post_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `publications_search_delete` AFTER DELETE ON `publications`
WHEN old.`deleted_at` IS NULL AND (old.`text` IS NOT NULL OR old.`thread` <> '[]') BEGIN
	DELETE FROM `posts_fts` WHERE `rowid` = (SELECT `row` FROM `post_search` WHERE `post_id` = old.`post_id`);
	DELETE FROM `post_search` WHERE `post_id` = old.`post_id`;
	INSERT INTO `post_search` (`post_id`) SELECT `post_id` FROM `posts_searchable` WHERE `post_id` = old.`post_id`;
	INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
		SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s, `posts_searchable` AS v WHERE s.`post_id` = old.`post_id` AND v.`post_id` = old.`post_id`;
END;
--> statement-breakpoint
INSERT INTO `post_search` (`post_id`) SELECT `id` FROM `posts` WHERE `deleted_at` IS NULL ORDER BY `updated_at`, `id`;
--> statement-breakpoint
INSERT INTO `posts_fts` (`rowid`, `brand`, `text`, `own`)
	SELECT s.`row`, v.`brand`, v.`text`, v.`own` FROM `post_search` AS s JOIN `posts_searchable` AS v ON v.`post_id` = s.`post_id`;
