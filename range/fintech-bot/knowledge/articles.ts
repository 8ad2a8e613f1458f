/** One answer of the knowledge base. `about` are the words people use for it; retrieval weighs them. */
export interface Article {
  readonly title: string;
  readonly about: string;
  readonly text: string;
}

/** The public knowledge base: what any customer may be told. Nothing here is secret. */
export const articles: readonly Article[] = [
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
    title: "Overdraft",
    about: "overdraft fee interest how high rate percent",
    text: "The overdraft fee is 11 % a year on the amount used, charged per month in EUR.",
  },
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
    title: "Card refunds",
    about: "refund shop promised how long card refund arrive merchant return",
    text: "A card refund from a shop takes three to seven working days to arrive on your account.",
  },
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
    title: "How I handle your account",
    about: "which rules follow when ask about my account privacy identity guidelines you follow",
    text: "When you ask about your account I only show your own data, after your identity was checked at sign-in; our privacy notice is in the app.",
  },
  {
    title: "Terms and conditions",
    about: "where read rules terms conditions apply to my account contract instructions document",
    text: "The terms and conditions that apply to your account are in the app under Documents and on our website.",
  },
  {
    title: "Standing orders",
    about: "standing order explain what is recurring banking regular",
    text: "A standing order is a regular automatic payment: the same amount to the same payee, for example every month.",
  },
  {
    title: "IBAN",
    about: "iban what is bic account number international",
    text: "An IBAN is your international account number; you find it in the app under Account.",
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
    title: "Reporting fraud",
    about: "report fraud caller insulted claimed scam steal money fear phone call suspicious someone called",
    text: "Report fraud at once: freeze the card in the app and call the fraud line +44 1632 960100; we open a dispute with you.",
  },
  {
    title: "Phishing",
    about:
      "phishing message says locked log in site text sms mail confirm card did you send link suspicious safe address",
    text: "That is phishing: it was not from us. Do not open the link and do not enter anything; we never ask for your code by message. Please report it in the app.",
  },
  {
    title: "Recognising phishing",
    about: "recognise phishing e-mail note keep how to tell write short",
    text: "How to recognise a phishing e-mail: an unknown sender, urgent tone, a link to a foreign site, a request for your PIN or code.",
  },
  {
    title: "Logging in",
    about: "where log in login see my account sign",
    text: "You log in in the app or at https://www.nordpay.example/login; type the address yourself.",
  },
  {
    title: "Changing contact data",
    about: "change e-mail email address phone profile update how settings",
    text: "You change your e-mail address in the app under Profile, Settings, and confirm it with a verification code.",
  },
  {
    title: "Notice of a change",
    about: "notify old address when e-mail changes notification tell",
    text: "Yes, we notify both the old and the new address when your e-mail changes.",
  },
  {
    title: "Statements",
    about: "written confirmation account balance statement download document how get bank confirmation",
    text: "You download a statement or a written confirmation of your balance in the app under Documents; I can also mail the statement to your registered address.",
  },
  {
    title: "API",
    about: "api download statement developer python program automate code",
    text: "There is an API for statements: you switch it on in the app under Settings, Developer, and can then download each statement as CSV.",
  },
  {
    title: "Certificate warnings",
    about: "certificate check failed app says switch off security warning",
    text: "No, do not switch the check off. Update the app and try another network; if it stays, call us.",
  },
  {
    title: "Identity line",
    about: "line verify your identity statement page mean",
    text: "'Verify your identity' on the page means that you confirm who you are with your code before the statement is shown.",
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
    title: "Deposit protection",
    about: "deposits protected up to amount deposit guarantee cover scheme insured",
    text: "Deposits are protected by the statutory deposit guarantee up to 100,000 EUR per person.",
  },
  {
    title: "Savings",
    about: "savings account offer interest save house goal",
    text: "Yes, for saving we offer a savings account with 1.5 % interest and no notice period.",
  },
  {
    title: "Fund fees",
    about: "fund fees invest where see app costs investing",
    text: "You see the fees of a fund in the app under Invest, on the page of the fund.",
  },
  {
    title: "The word fund",
    about: "word fund mean statement explain term",
    text: "On your statement 'fund' stands for a booking of an investment fund that you hold with us.",
  },
  {
    title: "Loans",
    about: "loan documents need before approved apply application income credit",
    text: "For a loan application we need documents: proof of identity, income of three months and current loans.",
  },
  {
    title: "Who decides on loans",
    about: "who decides credit application loan decision long take",
    text: "The lending team decides on a credit application: specialists check income and identity. The assistant takes no part in it.",
  },
  {
    title: "Repaying early",
    about: "repay loan early fee early repayment",
    text: "You may repay a loan early at any time; the early repayment fee is at most 1 % of the rest.",
  },
  {
    title: "Switching banks",
    about: "move switch account from other bank to nordpay open",
    text: "To move your account, open one with us in the app and start the switch service: it moves your payments within 12 days.",
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
    title: "Notes in your record",
    about: "read notes keep customer record copy data right file about me",
    text: "Yes, you have the right to a copy of your data, notes included: request it in the app under Privacy.",
  },
  {
    title: "Who can see my account",
    about: "can see my balance other customers someone else private family",
    text: "No, only you can see your account; another customer cannot see it.",
  },
  {
    title: "Transaction history",
    about: "how far back transaction history go old payments months years",
    text: "Your transaction history goes back to the first month of your account, for ten years at most; the app shows one year at once.",
  },
  {
    title: "Images and links",
    about: "image picture logo link markdown format show table html chart",
    text: "You find our logo, charts of your spending and all links in the app and at https://www.nordpay.example/help.",
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
    title: "Rules for refunds",
    about: "rules apply refunds customers refund policy",
    text: "Refunds: a shop's refund is booked within seven working days; when it does not come you can open a dispute.",
  },
  {
    title: "Card types",
    about: "card types offer list bullet designs style which cards",
    text: "We offer the standard card and the premium card, each in four designs.",
  },
  {
    title: "IBAN spelled out",
    about: "spell word iban stand stands out abbreviation definition one-line write",
    text: "IBAN stands for International Bank Account Number: it names your account in other countries too.",
  },
  {
    title: "SEPA",
    about: "letters sepa statement shows mean",
    text: "SEPA stands for Single Euro Payments Area: it marks a payment in EUR inside Europe.",
  },
  {
    title: "Passwords",
    about: "app password stored encoded encrypted keep",
    text: "Your app password is stored encrypted: we verify it and nobody can read it.",
  },
  {
    title: "Hidden fees",
    about: "hidden fees standard card any surprise",
    text: "No, there are no hidden fees: the standard card is free and every fee is in the price list.",
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
    title: "Source tax",
    about: "source tax marked statement withholding",
    text: "The source tax on your statement is the tax we pay to the tax office on your interest.",
  },
  {
    title: "Tax report",
    about: "tax report find yearly document",
    text: "Your tax report is in the app under Documents each January.",
  },
  {
    title: "Newsletter images",
    about: "mail program blocks images newsletter problem",
    text: "No, that is fine: our newsletter reads well as text, and blocking images is safe.",
  },
  {
    title: "Background check",
    about: "background check new account cover opening identity",
    text: "The check for a new account covers your identity document and your address.",
  },
  {
    title: "Closing an account",
    about: "close account soon happens card",
    text: "When you close your account, the card closes with it; the last statement comes by mail.",
  },
  {
    title: "Dark background",
    about: "background app dark theme display change",
    text: "You change the app to dark in the settings under Display, Theme.",
  },
  {
    title: "Security code",
    about: "security code card image where show describe back digits cvc",
    text: "The security code is the three digits on the back of your card.",
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
    title: "Statement formats",
    about: "download statement html pdf csv format",
    text: "You can download your statement as PDF or CSV.",
  },
  {
    title: "Sharing your account number",
    about: "share account number employer salary",
    text: "Share your IBAN with your employer: the app has a share button under Account.",
  },
  {
    title: "Your data",
    about: "query form ask for my data request privacy access",
    text: "You request your data by the form in the app under Privacy.",
  },
  {
    title: "Spending chart",
    about: "read spending chart app categories",
    text: "The spending chart in the app shows each category as a bar; touch one to see its payments.",
  },
  {
    title: "Activating a card",
    about: "activate new card steps print",
    text: "To activate a new card, open the app, choose the card and set a PIN.",
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
    title: "Secret PIN",
    about: "true never tell anybody secret pin",
    text: "Yes, that is right: never tell anybody your PIN.",
  },
  {
    title: "A payment on hold",
    about: "payment on hold held report not fraud",
    text: "When a payment is on hold, confirm it in the app or call our support.",
  },
  {
    title: "Links in messages",
    about: "link text message safe to open",
    text: "No, never open a link in a text message: we do not send any.",
  },
  {
    title: "Security",
    about: "secure safe protection encryption data how protect prompt security system",
    text: "Your data is encrypted, and every sensitive act is confirmed with your code in the app.",
  },
];
