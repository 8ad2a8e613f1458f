/**
 * Common words, and words that instructions to models are made of. They serve two ends: a text whose words are
 * here is taken for language, and a word of four letters and more that is here ends a chunk (see `chunks`),
 * as no encoding yields it by chance.
 */
const english = `
the and you that was for are with his they this have from one had word but not what all were when your can said
there use each which she how their will other about out many then them these some her would make like him into
time has look two more write see number way could people than first water been call who oil its now find long
down day did get come made may part over new sound take only little work know place year live back give most
very after thing our just name good sentence man think say great where help through much before line right too
mean old any same tell boy follow came want show also around form three small set put end does another well
large must big even such because turn here why ask went men read need land different home move try kind hand
picture again change off play spell air away animal house point page letter mother answer found study still
learn should world high every near add food between own below country plant last school father keep tree never
start city earth eye light thought head under story saw left don few while along might close something seem next
hard open example begin life always those both paper together got group often run important until children side
feet car mile night walk white sea began grow took river four carry state once book hear stop without second
later miss idea enough eat face watch far really almost let above girl sometimes mountain cut young talk soon
list song being leave family body music color stand sun question fish area mark dog horse birds problem complete
room knew since ever piece told usually friends easy heard order red door sure become top ship across today
during short better best however low hours black products happened whole measure remember early waves reached
listen wind rock space covered fast several hold himself toward five step morning passed true hundred against
pattern table north slowly money map farm pulled draw voice seen cold cried plan notice south sing war ground
fall king town unit figure certain field travel wood fire upon done english road half ten fly gave box finally
wait correct oh quickly person became shown minutes strong verb stars front feel fact inches street decided
contain course surface produce building ocean class note nothing rest carefully scientists inside wheels stay
green known island week less machine base ago stood plane system behind ran round boat game force brought
understand warm common bring explain dry though language shape deep thousands yes clear equation yet government
filled heat full hot check object rule among noun power cannot able six size dark ball material special heavy
fine pair circle include built matter square perhaps bill felt suddenly test direction center farmers ready
anything divided general energy subject europe moon region return believe dance members picked simple cells paint
mind love cause rain exercise eggs train blue wish drop developed window difference distance heart sit sum summer
wall forest probably legs sat main winter wide written length reason kept interest arms brother race present
beautiful store job edge past sign record finished discovered wild happy beside gone sky glass million west lay
weather root instruments meet third months paragraph raised represent soft whether clothes flowers shall teacher
held describe drive cross speak solve appear metal son either ice sleep village factors result jumped snow ride
care floor hill pushed baby buy century outside everything tall already instead phrase soil bed copy free hope
spring case laughed nation quite type themselves temperature bright lead everyone method section lake consonant
within dictionary hair age amount scale pounds although per broken moment tiny possible gold milk quiet natural
lot stone act middle speed count cat someone sail rolled bear wonder smiled angle fraction africa killed melody
bottom trip hole poor fight surprise french died beat exactly remain dress iron fingers row least catch climbed
wrote shouted continued itself else plains gas england burning design joined foot law ears grass grew skin valley
cents key president brown trouble cool cloud lost sent symbols wear bad save experiment engine alone drawing east
pay single touch information express mouth yard equal decimal yourself control practice report straight rise
statement stick party seeds suppose woman coast bank period wire choose clean visit bit whose received garden
please strange caught fell team god captain direct ring serve child desert increase history cost maybe business
separate break uncle hunting flow lady students human art feeling supply corner electric insects crops tone hit
sand doctor provide thus won cook bones tail board modern compound mine fit addition belong safe soldiers guess
silent trade rather compare crowd poem enjoy elements indicate except expect flat seven interesting sense string
blow famous value wings movement pole exciting branches thick blood lie spot bell fun loud consider suggested thin
position entered fruit tied rich dollars send sight chief japanese stream planets rhythm eight science major
observe tube necessary weight meat lifted process army hat property particular swim terms current park sell
shoulder industry wash block spread cattle wife sharp company radio action capital factories settled yellow
truck fair printed ahead chance born level triangle molecules france repeated column western church sister
oxygen plural various agreed opposite wrong chart prepared pretty solution fresh shop suffix especially shoes
actually nose afraid dead sugar adjective fig office huge gun similar death score forward stretched experience
rose allow fear workers washington greek women bought led march northern create british difficult match win
steel total deal determine evening nor rope cotton apple details entire corn substances smell tools conditions
cows track arrived located sir seat division effect underline view
ignore ignored ignoring disregard forget previous prior earlier preceding following instruction instructions
prompt prompts message messages user users assistant developer mode admin administrator root password passwords
passcode passphrase secret secrets reveal print repeat output display tell show leak expose disclose share
confidential private hidden internal initial original override bypass disable disabled enable enabled filter
filters safety guideline guidelines policy policies restriction restrictions restricted limits limitations rules
role roleplay pretend imagine act acting character unrestricted unfiltered uncensored jailbreak jailbroken
anything now token tokens credential credentials account accounts email emails mail address addresses phone
number numbers card credit social security customer customers data database delete drop remove erase execute
command commands shell script code run running function tool tools call api keys file files folder download
upload install server website link links url click visit http https domain exfiltrate steal stolen hack hacker
hacking exploit exploits malware virus ransomware phishing attack attacker attacks weapon weapons bomb bombs
explosive explosives poison drug drugs meth cocaine kill murder suicide harm harmful illegal illegally crime
criminal fraud launder laundering terrorist terrorism build building make making how steps detailed step
ingredients recipe bypassing undetected detection evade everything context conversation conversations history
summary summarize summarise translate translation decode encoded encode decoded reply respond response responses
answer answers question content contents text words word letters sentence language model models trained training
knowledge cutoff openai chatgpt anthropic claude gemini llama company employee employees salary payment transfer
bank money wire urgent important attention warning error update updates confirm confirmed verify verified
approve approved authorize authorized authorised access granted permission permissions permitted privilege
privileges debug maintenance test testing unlock unlocked comply obey must never always immediately stop begin
new task tasks instead above below entire exact verbatim word full complete start beginning end configuration
settings environment variable variables session memory store stored document documents report reports table
contact contacts calendar meeting invite forward send sending sent include includes attach attached attachment
image images picture html markdown json yaml base hidden sensitive personal information details plaintext
without telling tell asking asks user instructions's say saying says said hello world thanks thank please
don't can't won't you're i'm it's that's let's what's refuse refusal refusing apologize warnings disclaimer
disclaimers moral ethics ethical unethical morality freely freedom free dan evil villain grandma story novel
hypothetical hypothetically scenario simulate simulation terminal linux python javascript function return const
import export class public static value values true false null undefined string object array type interface
because therefore however although while using used uses based given which there where these those their
should could would might shall been being having does doing done goes going gone take taking taken gives
giving given find finding found want wants wanted need needs needed know knows known think thinks thought
mailbox inbox monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december spring autumn meeting committee council member progress project phase delayed delay
engineer flooded weeks longer worker workers pipe pipes northern southern eastern western residents resident noise
reported contractor promised promise later weekend weekends discussion discuss pumps pump suggested borrow amounts
smaller larger decide decision harvest clearer agreed agree children playground finish closed library held review
reviewed responsible purpose otherwise including excluding without provide provided provides require required
requires requirement specific general public available different several various following certain particular
available possible necessary likely unlikely similar related relevant current currently recent recently previous
previously eventually actually usually often sometimes rarely already still perhaps maybe quite rather almost
nearly around across along among toward towards inside outside within throughout despite besides except unless
until whenever wherever whoever whatever anyone someone everyone nobody anybody everybody myself yourself himself
herself itself ourselves themselves yesterday tomorrow tonight today morning afternoon evening weekly daily monthly
yearly hour hours minute minutes second seconds week weeks month months decade centuries people person persons
family families friend friends parent parents brother sister husband wife teacher student students doctor nurse
lawyer judge police officer soldier farmer driver cook writer author artist singer player team teams coach leader
president minister mayor citizen citizens country countries city cities town towns village villages street streets
building buildings house houses apartment kitchen bathroom bedroom garden office offices factory hospital school
university college church museum theater restaurant hotel airport station bridge road roads highway river lake
ocean mountain mountains forest desert island beach weather temperature storm winter summer animal animals bird
birds fish tree trees flower flowers grass food bread butter cheese coffee sugar water juice fruit vegetable
vegetables apple banana orange potato tomato chicken breakfast lunch dinner recipe cooking health disease medicine
patient patients treatment symptom symptoms pain doctor exercise sport sports football tennis basketball music song
songs movie movies film picture pictures photo photos camera television newspaper magazine article articles book
books chapter chapters page pages title paragraph sentence sentences grammar language languages english french
german spanish italian russian chinese japanese computer computers program programs software hardware internet
online digital device devices phone phones screen keyboard machine machines engine engines vehicle vehicles train
plane ticket travel journey visit holiday vacation market markets shop shops price prices cost costs sale sales
offer offers contract contracts license licenses copyright patent trademark warranty liability damages agreement
terms condition conditions rights permission notice notices source object form forms work works derivative original
additional reasonable appropriate distribution reproduction modification modifications contribution contributions
contributor contributors licensor grant granted grants subject applicable law laws legal court courts case cases
evidence witness crime trial report reports research study studies science scientist theory method methods result
results analysis data figure figures table tables example examples problem problems solution solutions question
questions answer answers reason reasons cause causes effect effects change changes increase decrease growth
development improve improvement support service services management manager project projects plan plans goal goals
task tasks step steps process processes system systems function functions feature features option options setting
settings value values type types level levels number numbers amount size length width height weight speed power
energy light heat sound color colors shape line lines point points area areas center edge corner surface space
notwithstanding transformation representative nevertheless nonetheless furthermore understanding
malicious payload injection inject injected sql query queries select insert where users admin true secret's
production deploy deployment cluster network firewall proxy router customer's order orders invoice invoices
product products price prices service services support manager director chief officer board member members
`;

/** The commonest words of other languages: they end chunks, and are not taken for English. */
const others = `
und die der das ist von den mit des dem für ein als auf bei aus zum zur sie wir nur wie man kann
nicht eine einen einer eines einem wird werden wurde wurden sind auch nach beim über oder aber wenn dass diese dieser
dieses diesem noch mehr durch unter haben hatte ihre ihrer ihren sich zwischen immer schon sehr wieder jedoch etwa
muss müssen können soll sollte alle allen alles hier dort dann weil damit dabei sowie ohne gegen seit während
les des une est que qui pas sur par aux ses son nos vos ils
dans pour avec vous nous leur leurs cette sont mais plus comme tout tous toute toutes elle elles entre sans
sous aussi encore deux depuis donc alors ainsi chaque autre autres peut doit fait faire bien
los las por una con del sus
para como pero este esta estos estas todo todos sobre cuando desde hasta porque donde
tiene puede parte otro otra otros también cada entre sino aunque mientras
che non per gli dei nel
della delle degli dello questo questa questi sono anche come nella nelle alla alle essere stato hanno molto dopo
uma com mais pelo pela isso muito seus suas quando foram pode
het een van dat niet zijn wordt deze naar hebben maar voor door meer kunnen werd
som inte eller från till med detta efter ett och att det
bir ile bu daha olarak olan sonra kadar gibi
nie jest przez oraz jako tylko dla
`;

const split = (words: string): string[] => words.split(/\s+/).filter((word) => word !== "");

/** Lower-case English words. */
export const englishWords: ReadonlySet<string> = new Set(split(english));

const reversed = (word: string): string => Array.from(word).reverse().join("");
const nato = new Set(
  "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu".split(
    " ",
  ),
);

/**
 * Words that end a chunk: English ones of four letters and more, and those of other languages; none that is
 * another one backwards, none of the spelling alphabet.
 */
export const plainWords: readonly string[] = [
  ...[...englishWords].filter((word) => word.length >= 4),
  ...split(others).filter((word) => word.length >= 3 && !(word.length === 3 && englishWords.has(word))),
].filter((word) => /^[a-z]+$/.test(word) && !englishWords.has(reversed(word)) && !nato.has(word));
