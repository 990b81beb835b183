/** A few that posts use, by name; the system's own picker has the rest. */
export const emojiGroups: readonly { readonly name: string; readonly emoji: readonly (readonly [sign: string, name: string])[] }[] = [
  { name: 'Faces', emoji: [
    ['🙂', 'smile'], ['😊', 'happy'], ['😀', 'grin'], ['😂', 'tears of joy'], ['😉', 'wink'], ['😍', 'heart eyes'], ['🥰', 'loved'], ['😎', 'sunglasses'],
    ['🤔', 'thinking'], ['😴', 'asleep'], ['😢', 'crying'], ['😮', 'surprised'], ['😅', 'relieved'], ['🙃', 'upside down'], ['🥳', 'party'], ['🤗', 'hug'],
  ] },
  { name: 'Hands and people', emoji: [
    ['👋', 'wave'], ['👍', 'thumbs up'], ['👏', 'clapping'], ['🙏', 'thank you'], ['🙌', 'raised hands'], ['💪', 'strong'], ['✌️', 'peace'], ['🤝', 'handshake'],
    ['👀', 'eyes'], ['👉', 'pointing right'], ['👇', 'pointing down'], ['✍️', 'writing'], ['❤️', 'red heart'], ['💙', 'blue heart'], ['💚', 'green heart'], ['💔', 'broken heart'],
  ] },
  { name: 'Nature and food', emoji: [
    ['🌱', 'seedling'], ['🌸', 'blossom'], ['🍂', 'autumn leaves'], ['🌳', 'tree'], ['☀️', 'sun'], ['🌧️', 'rain'], ['❄️', 'snow'], ['🌈', 'rainbow'],
    ['🐦', 'bird'], ['🐈', 'cat'], ['🐕', 'dog'], ['🐝', 'bee'], ['☕', 'coffee'], ['🍵', 'tea'], ['🍞', 'bread'], ['🎂', 'cake'],
  ] },
  { name: 'Things', emoji: [
    ['🎉', 'celebration'], ['✨', 'sparkles'], ['🔥', 'fire'], ['⭐', 'star'], ['🎨', 'paint'], ['🎵', 'music'], ['📷', 'camera'], ['📚', 'books'],
    ['🏺', 'pottery'], ['🧵', 'thread'], ['🛠️', 'tools'], ['💡', 'idea'], ['📅', 'calendar'], ['📍', 'place'], ['🎁', 'present'], ['🛍️', 'shopping bags'],
  ] },
  { name: 'Signs', emoji: [
    ['✅', 'tick'], ['❌', 'cross'], ['⚠️', 'warning'], ['❓', 'question'], ['➡️', 'right arrow'], ['⬇️', 'down arrow'], ['🔗', 'link'], ['🆕', 'new'],
    ['💬', 'speech'], ['📣', 'megaphone'], ['🔔', 'bell'], ['⏰', 'alarm clock'], ['💯', 'hundred'], ['🏷️', 'label'], ['♻️', 'recycling'], ['🏳️‍🌈', 'rainbow flag'],
  ] },
];
