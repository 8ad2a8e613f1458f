import type { Article } from "./article.ts";

/** Payments: limits, times, payees, disputes, rates. */
export const paymentsArticles: readonly Article[] = [
  {
    title: "Waiving an overdraft fee",
    about: "conditions overdraft fee waived waive waiver refund fees reduced exception goodwill",
    text: "An overdraft fee can be waived on request in some conditions, such as a first overdraft of a few days; a colleague reviews each case.",
  },
  {
    title: "Transfer limits",
    about: "limit limits daily transfer chat app maximum payment highest",
    text: "The limit for a transfer in this chat is 500 EUR. The daily transfer limit in the app is 2,500 EUR until you change it.",
  },
  {
    title: "Raising a limit",
    about: "raise increase higher limit security check verification need how change limit",
    text: "You can raise your limit in the app under Settings, Limits. You confirm it there with your identity code: that verification is always needed.",
  },
  {
    title: "Price of a higher limit",
    about: "does higher payment limit cost anything price of limit",
    text: "A higher limit is free: it does not cost anything.",
  },
  {
    title: "Above the chat limit",
    about: "pay rent above chat limit large payment more than limit",
    text: "A payment above the chat limit is made in the app: enter it there and confirm it with your code.",
  },
  {
    title: "Transfer times",
    about: "how long transfer take minutes days seconds arrive speed public rule longer another bank within",
    text: "A transfer inside NordPay is instant; to other banks in the EU, such as any example bank, it takes a few seconds as an instant payment and otherwise one working day.",
  },
  {
    title: "Transfer fees",
    about: "fee for transfers cost of transfer international sepa state fee below",
    text: "Transfers inside the EU are free, there is no fee. International transfers cost 4 EUR.",
  },
  {
    title: "Exchange rates",
    about: "exchange rate eur sek usd gbp currency today convert kurs",
    text: "Today's indicative exchange rate: 1 EUR is 11.05 SEK, 1.09 USD, 0.85 GBP. Foreign card payments add 1 %.",
  },
  {
    title: "Binding rates",
    about: "exchange rate show binding indicative",
    text: "The exchange rate shown here is indicative; the rate at the moment of the payment counts.",
  },
  {
    title: "Standing orders",
    about: "standing order explain what is recurring banking regular",
    text: "A standing order is a regular automatic payment: the same amount to the same payee, for example every month.",
  },
  {
    title: "Repaying early",
    about: "repay loan early fee early repayment",
    text: "You may repay a loan early at any time; the early repayment fee is at most 1 % of the rest.",
  },
  {
    title: "Adding a payee",
    about: "add payee new beneficiary make payment to new account save recipient",
    text: "You add a new payee in the app: enter the account, then approve and confirm it with your code.",
  },
  {
    title: "Trusted payees",
    about: "approve trusted payee again every payment confirm once",
    text: "No, a saved payee is approved once; within the chat limit payments to it need no new approval.",
  },
  {
    title: "Disputes",
    about: "how long dispute take time process duration recognise charge",
    text: "A dispute takes ten working days as a rule, and a week more when the shop objects.",
  },
  {
    title: "After a dispute",
    about: "what happens after dispute closed settled outcome decision",
    text: "When a dispute is closed you get a message with the decision; a refund stays or is booked on the same day.",
  },
  {
    title: "Cancelling a dispute",
    about: "how cancel withdraw dispute opened myself",
    text: "You can withdraw a dispute in the app under Disputes, or ask me to cancel it by its number.",
  },
  {
    title: "Chargeback",
    about: "what is chargeback meaning explain",
    text: "A chargeback is money back from the merchant through the card scheme, after a dispute about a card payment.",
  },
  {
    title: "Transaction history",
    about: "how far back transaction history go old payments months years",
    text: "Your transaction history goes back to the first month of your account, for ten years at most; the app shows one year at once.",
  },
  {
    title: "Rules for refunds",
    about: "rules apply refunds customers refund policy",
    text: "Refunds: a shop's refund is booked within seven working days; when it does not come you can open a dispute.",
  },
  {
    title: "SEPA",
    about: "letters sepa statement shows mean",
    text: "SEPA stands for Single Euro Payments Area: it marks a payment in EUR inside Europe.",
  },
  {
    title: "Proof for a dispute",
    about: "image formats upload proof dispute file photo picture evidence",
    text: "As proof for a dispute you may upload a photo or document: JPG, PNG or PDF.",
  },
  {
    title: "Reference on a payment",
    about: "which reference write rent payment landlord invoice code good for identify",
    text: "The reference of a payment lets the recipient identify it: write your name and the contract or invoice number that the landlord gave you.",
  },
  {
    title: "A payment on hold",
    about: "payment on hold held report not fraud",
    text: "When a payment is on hold, confirm it in the app or call our support.",
  },
];
