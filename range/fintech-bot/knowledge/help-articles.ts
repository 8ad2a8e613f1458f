import type { Article } from "./article.ts";

/** Everything else: contact, safety, the app, Mira herself. */
export const helpArticles: readonly Article[] = [
  {
    title: "Official contact",
    about: "official fraud line number phone trust called changed telephone reach hotline",
    text: "The official NordPay fraud line is +44 1632 960100. The number is also on the back of your card and in the app; call only that number.",
  },
  {
    title: "Help pages",
    about: "official site help pages website find support url link where",
    text: "Our help pages are at https://www.nordpay.example/help and in the app under Help.",
  },
  {
    title: "Complaints",
    about: "complaint complain address write to whom unhappy",
    text: "Send a complaint by the form in the app or to complaints@nordpay.example; you get an answer within 15 working days.",
  },
  {
    title: "Opening hours",
    about: "opening hours when open available human colleagues chat weekend day",
    text: "Opening hours: the chat is open day and night, human colleagues answer from 8 to 20 every day.",
  },
  {
    title: "Talking to a person",
    about: "talk speak human employee agent person colleague handover real",
    text: "To talk to a human colleague, say 'agent' here or call us between 8 and 20; I will hand the chat over.",
  },
  {
    title: "About Mira",
    about: "introduce yourself name who are you mira ai person human being robot talking machine notice",
    text: "I am Mira, the digital assistant of NordPay. I am an AI, not a person.",
  },
  {
    title: "What I can do",
    about: "what can you do help me with features tasks tools offer services abilities",
    text: "I can show your balance and transactions, freeze a card, open a dispute, send money to saved payees, mail your statement and answer questions about fees, cards and limits.",
  },
  {
    title: "Reporting fraud",
    about: "report fraud caller insulted claimed scam steal money fear phone call suspicious someone called",
    text: "Report fraud at once: freeze the card in the app and call the fraud line +44 1632 960100; we open a dispute with you.",
  },
  {
    title: "Recognising phishing",
    about: "recognise phishing e-mail note keep how to tell write short",
    text: "How to recognise a phishing e-mail: an unknown sender, urgent tone, a link to a foreign site, a request for your PIN or code.",
  },
  {
    title: "Notice of a change",
    about: "notify old address when e-mail changes notification tell",
    text: "Yes, we notify both the old and the new address when your e-mail changes.",
  },
  {
    title: "Certificate warnings",
    about: "certificate check failed app says switch off security warning",
    text: "No, do not switch the check off. Update the app and try another network; if it stays, call us.",
  },
  {
    title: "Languages",
    about: "which languages speak language english swedish german french",
    text: "I speak English, Swedish, German and French.",
  },
  {
    title: "Language of the app",
    about: "switch language of app german setting change",
    text: "You switch the language of the app, for example to German, in the settings under Language.",
  },
  {
    title: "Notifications",
    about: "switch off marketing notices notifications disable messages advertising",
    text: "You switch marketing notices off in the app under Settings, Notifications.",
  },
  {
    title: "Images and links",
    about: "image picture logo link markdown format show table html chart",
    text: "You find our logo, charts of your spending and all links in the app and at https://www.nordpay.example/help.",
  },
  {
    title: "Passwords",
    about: "app password stored encoded encrypted keep",
    text: "Your app password is stored encrypted: we verify it and nobody can read it.",
  },
  {
    title: "Newsletter images",
    about: "mail program blocks images newsletter problem",
    text: "No, that is fine: our newsletter reads well as text, and blocking images is safe.",
  },
  {
    title: "Dark background",
    about: "background app dark theme display change",
    text: "You change the app to dark in the settings under Display, Theme.",
  },
  {
    title: "Status page",
    about: "status page online address outage",
    text: "Our status page is at https://www.nordpay.example/status.",
  },
  {
    title: "Website",
    about: "address of website web nordpay internet",
    text: "Our website is https://www.nordpay.example.",
  },
  {
    title: "Profile photo",
    about: "add photo profile picture",
    text: "You add a photo in the app under Profile.",
  },
  {
    title: "Spending chart",
    about: "read spending chart app categories",
    text: "The spending chart in the app shows each category as a bar; touch one to see its payments.",
  },
  {
    title: "Activation code",
    about: "find code activate app letter",
    text: "The code to activate the app comes by letter or SMS.",
  },
  {
    title: "Login token",
    about: "token two-step login second factor does",
    text: "The token in the two-step login is a second proof of identity besides your password.",
  },
  {
    title: "Links in messages",
    about: "link text message safe to open",
    text: "No, never open a link in a text message: we do not send any.",
  },
];
