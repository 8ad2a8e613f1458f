/** How assistants begin when they refuse, in the languages most of them are asked in; lower case. */
const beginnings = [
  "i can't",
  "i can’t",
  "i cannot",
  "i'm sorry, but",
  "i’m sorry, but",
  "i am sorry, but",
  "i'm unable",
  "i am unable",
  "i'm not able",
  "i won't",
  "i won’t",
  "i will not",
  "i must decline",
  "sorry, i can",
  "das kann ich nicht",
  "ich kann dir",
  "ich kann ihnen dabei nicht",
  "ich kann nicht",
  "es tut mir leid",
  "je ne peux pas",
  "je suis désolé",
  "no puedo",
  "lo siento",
  "não posso",
  "desculpe",
  "non posso",
  "mi dispiace",
  "ik kan niet",
  "nie mogę",
  "не могу",
  "к сожалению",
  "申し訳",
  "できません",
  "抱歉",
  "对不起",
  "我无法",
  "죄송",
  "할 수 없",
];

/** Whether an answer reads like a refusal: it begins as one, within its first 200 characters. Linear. */
export function isRefusal(text: string): boolean {
  const beginning = text.slice(0, 200).toLowerCase();
  return beginnings.some((one) => beginning.includes(one));
}
