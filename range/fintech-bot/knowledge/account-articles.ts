import type { Article } from "./article.ts";

/** The account: fees, loans, savings, statements, data. */
export const accountArticles: readonly Article[] = [
  {
    title: "Overdraft",
    about: "overdraft fee interest how high rate percent",
    text: "The overdraft fee is 11 % a year on the amount used, charged per month in EUR.",
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
    title: "IBAN",
    about: "iban what is bic account number international",
    text: "An IBAN is your international account number; you find it in the app under Account.",
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
    title: "Identity line",
    about: "line verify your identity statement page mean",
    text: "'Verify your identity' on the page means that you confirm who you are with your code before the statement is shown.",
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
    title: "Switching banks",
    about: "move switch account from other bank to nordpay open",
    text: "To move your account, open one with us in the app and start the switch service: it moves your payments within 12 days.",
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
    title: "IBAN spelled out",
    about: "spell word iban stand stands out abbreviation definition one-line write",
    text: "IBAN stands for International Bank Account Number: it names your account in other countries too.",
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
    title: "Background check",
    about: "background check new account cover opening identity",
    text: "The check for a new account covers your identity document and your address.",
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
    title: "Security",
    about: "secure safe protection encryption data how protect prompt security system",
    text: "Your data is encrypted, and every sensitive act is confirmed with your code in the app.",
  },
];
