-- Cutting a text of 100,000 letters into pairs took 0.4 s of each save. No network takes a tenth of that, so only the first
-- 20,000 letters of a post (its own texts behind its common one) are cut: what lies behind them is not found by such
-- letters. Rows that were cut whole before stay until their post is saved again.
DROP VIEW `posts_pairs`;
--> statement-breakpoint
CREATE VIEW `posts_pairs` AS
WITH `unspaced`(`letters`) AS (SELECT '['
	|| char(0x0E00) || '-' || char(0x0EFF)
	|| char(0x1000) || '-' || char(0x109F)
	|| char(0x1100) || '-' || char(0x11FF)
	|| char(0x1780) || '-' || char(0x17FF)
	|| char(0x3005) || '-' || char(0x3007)
	|| char(0x3021) || '-' || char(0x3029)
	|| char(0x3031) || '-' || char(0x3035)
	|| char(0x303B) || '-' || char(0x303C)
	|| char(0x3041) || '-' || char(0x309F)
	|| char(0x30A1) || '-' || char(0x30FA)
	|| char(0x30FC) || '-' || char(0x318F)
	|| char(0x31A0) || '-' || char(0x31BF)
	|| char(0x31F0) || '-' || char(0x31FF)
	|| char(0x3400) || '-' || char(0x4DBF)
	|| char(0x4E00) || '-' || char(0x9FFF)
	|| char(0xA960) || '-' || char(0xA97F)
	|| char(0xAC00) || '-' || char(0xD7FF)
	|| char(0xF900) || '-' || char(0xFAFF)
	|| char(0xFF66) || '-' || char(0xFFDC)
	|| char(0x16FE0) || '-' || char(0x18CFF)
	|| char(0x1AFF0) || '-' || char(0x1B16F)
	|| char(0x20000) || '-' || char(0x323AF)
	|| ']')
SELECT p.`post_id`, p.`brand`, (
	-- In pieces of 64 letters: to reach a letter SQLite counts from the beginning of the string it is given.
	WITH RECURSIVE `step`(`n`) AS (SELECT 1 UNION ALL SELECT `n` + 1 FROM `step` WHERE `n` < 64),
	`piece`(`at`, `text`) AS (
		SELECT 1, substr(p.`whole`, 1, 65)
		UNION ALL SELECT `at` + 64, substr(p.`whole`, `at` + 64, 65) FROM `piece` WHERE `at` + 64 <= length(p.`whole`)
	)
	SELECT group_concat(CASE
		WHEN `letter` NOT GLOB `letters` THEN `letter`
		WHEN `following` GLOB `letters` THEN ' ' || `letter` || `following`
		ELSE ' ' || `letter` || ' '
	END, '' ORDER BY `place`)
	FROM (
		SELECT `at` + `n` AS `place`, substr(`text`, `n`, 1) AS `letter`, substr(`text`, `n` + 1, 1) AS `following`
		FROM `piece` JOIN `step` WHERE `n` <= min(64, length(`text`))
	)
) AS `words`
FROM (SELECT `post_id`, `brand`, substr(`text` || char(10) || `own`, 1, 20000) AS `whole` FROM `posts_searchable`) AS p, `unspaced`
-- Plain English, all of whose letters are one byte, is not searched for others.
WHERE octet_length(p.`whole`) > length(p.`whole`) AND p.`whole` GLOB '*' || `letters` || '*';
