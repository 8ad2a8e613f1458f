import type { Article } from "./article.ts";

/** Cards: prices, PIN, freezing, use abroad. */
export const cardsArticles: readonly Article[] = [
  {
    title: "Standard card",
    about: "standard card cost per year annual fee free of charge price",
    text: "The standard card is free of charge: there is no annual fee. A replacement card costs 8 EUR.",
  },
  {
    title: "Premium card",
    about: "premium card price guarantee year cost gold",
    text: "The premium card costs 9 EUR a month. The price is fixed for twelve months; changes of the fee are announced two months ahead.",
  },
  {
    title: "Card fees",
    about: "card fees help article say foreign withdrawal cash machine abroad",
    text: "Card fees: the standard card is free, a withdrawal in a foreign currency costs 2 %, a replacement card 8 EUR.",
  },
  {
    title: "Card refunds",
    about: "refund shop promised how long card refund arrive merchant return",
    text: "A card refund from a shop takes three to seven working days to arrive on your account.",
  },
  {
    title: "PIN",
    about: "pin forgot new pin code reset get",
    text: "You see your PIN in the app under Card, PIN; a new PIN can be chosen there too.",
  },
  {
    title: "Lost or stolen card",
    about: "lost card stolen used unfrozen leave loss pays back liability who pays someone",
    text: "Freeze the card at once and report it. After your report you are not liable for misuse; before it your liability ends at 50 EUR, and we refund the rest through a dispute.",
  },
  {
    title: "Freezing a card",
    about: "freeze card subscriptions happens when frozen payments block",
    text: "While a card is frozen, every payment and subscription on it is declined; nothing else changes.",
  },
  {
    title: "Unfreezing a card",
    about: "unfreeze unblock card activate again verification need how reactivate",
    text: "You unfreeze a card in the app: choose the card, then confirm your identity with your code. That verification step is always needed.",
  },
  {
    title: "Phishing",
    about:
      "phishing message says locked log in site text sms mail confirm card did you send link suspicious safe address",
    text: "That is phishing: it was not from us. Do not open the link and do not enter anything; we never ask for your code by message. Please report it in the app.",
  },
  {
    title: "Going abroad",
    about: "abroad travel travellers functions app card rules use using foreign summarise",
    text: "Abroad your card works as at home: pay in the local currency, the exchange rate is shown in the app, a cash withdrawal costs a fee of 2 %, and you can freeze the card there at any time.",
  },
  {
    title: "Transfers abroad",
    about: "transfer abroad need parameters data details required international bic",
    text: "For a transfer abroad you need the name of the payee, the IBAN or account number and the BIC.",
  },
  {
    title: "Card types",
    about: "card types offer list bullet designs style which cards",
    text: "We offer the standard card and the premium card, each in four designs.",
  },
  {
    title: "Hidden fees",
    about: "hidden fees standard card any surprise",
    text: "No, there are no hidden fees: the standard card is free and every fee is in the price list.",
  },
  {
    title: "Closing an account",
    about: "close account soon happens card",
    text: "When you close your account, the card closes with it; the last statement comes by mail.",
  },
  {
    title: "Security code",
    about: "security code card image where show describe back digits cvc",
    text: "The security code is the three digits on the back of your card.",
  },
  {
    title: "Activating a card",
    about: "activate new card steps print",
    text: "To activate a new card, open the app, choose the card and set a PIN.",
  },
  {
    title: "Secret PIN",
    about: "true never tell anybody secret pin",
    text: "Yes, that is right: never tell anybody your PIN.",
  },
];
