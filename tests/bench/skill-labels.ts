/** Labels of a big catalogue: what is listed, and the skill that each label names. */
export interface Labels {
  readonly texts: readonly string[];
  readonly skills: readonly number[];
}

/** A repeatable row of numbers in [0, 1) (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// English, then Dutch. Verbs of one line mean nearly the same, as alternative labels do.
const actions = lines(`
manage oversee supervise direct|beheren leiden aansturen
plan schedule prepare|plannen voorbereiden
analyse examine study assess|analyseren onderzoeken beoordelen
develop design create build|ontwikkelen ontwerpen maken
maintain keep preserve|onderhouden bijhouden
repair fix mend restore|repareren herstellen
monitor check track follow|controleren bewaken volgen
advise counsel guide|adviseren begeleiden
teach train instruct coach|onderwijzen trainen coachen
negotiate discuss settle|onderhandelen bespreken
sell promote market|verkopen promoten
purchase buy procure order|inkopen bestellen
report document record|rapporteren documenteren vastleggen
test inspect verify validate|testen keuren valideren
operate run handle use|bedienen gebruiken hanteren
install fit mount set up|installeren plaatsen monteren
measure calculate estimate|meten berekenen schatten
present explain show demonstrate|presenteren uitleggen demonstreren
translate interpret edit|vertalen tolken redigeren
organise coordinate arrange|organiseren coördineren regelen
improve optimise enhance|verbeteren optimaliseren
protect secure safeguard|beschermen beveiligen
store archive file|opslaan archiveren
clean wash disinfect|reinigen wassen ontsmetten
support assist help|ondersteunen assisteren helpen
implement introduce apply|invoeren toepassen
evaluate review judge|evalueren beoordelen
recruit hire select|werven aannemen selecteren
transport move deliver|vervoeren verplaatsen bezorgen
research investigate explore|onderzoeken verkennen
`);
const things = lines(`
budget|begroting
contract|contract
customer|klant
supplier|leverancier
invoice|factuur
schedule|rooster
meeting|vergadering
newsletter|nieuwsbrief
spreadsheet|rekenblad
database|gegevensbank
network|netwerk
server|server
warehouse|magazijn
vehicle|voertuig
machine|machine
engine|motor
pump|pomp
circuit|schakeling
sensor|sensor
battery|accu
building|gebouw
garden|tuin
forest|bos
crop|gewas
livestock|vee
recipe|recept
kitchen|keuken
menu|menu
patient|patiënt
medicine|medicijn
therapy|therapie
laboratory|laboratorium
sample|monster
vaccine|vaccin
lesson|les
curriculum|leerplan
pupil|leerling
exam|examen
library|bibliotheek
museum|museum
exhibition|tentoonstelling
costume|kostuum
orchestra|orkest
choir|koor
film|film
photograph|foto
brochure|brochure
advertisement|advertentie
campaign|campagne
website|website
software|software
algorithm|algoritme
prototype|prototype
drawing|tekening
blueprint|bouwtekening
insurance|verzekering
mortgage|hypotheek
pension|pensioen
tax|belasting
audit|controle
risk|risico
incident|incident
complaint|klacht
permit|vergunning
policy|beleid
regulation|regeling
legislation|wetgeving
court|rechtbank
witness|getuige
evidence|bewijs
election|verkiezing
committee|commissie
volunteer|vrijwilliger
donation|gift
refugee|vluchteling
interview|gesprek
vacancy|vacature
salary|salaris
shift|dienst
team|team
conflict|conflict
strategy|strategie
forecast|prognose
survey|enquête
statistic|statistiek
experiment|experiment
microscope|microscoop
chemical|stof
polymer|polymeer
alloy|legering
weld|las
pipeline|leiding
boiler|ketel
chimney|schoorsteen
roof|dak
bridge|brug
tunnel|tunnel
railway|spoorweg
signal|sein
cargo|lading
container|container
harbour|haven
vessel|schip
aircraft|vliegtuig
runway|landingsbaan
drone|drone
satellite|satelliet
map|kaart
soil|bodem
water|water
waste|afval
energy|energie
turbine|turbine
panel|paneel
fabric|weefsel
leather|leer
garment|kledingstuk
furniture|meubel
jewel|juweel
ceramic|keramiek
glass|glas
paper|papier
ink|inkt
sound|geluid
lighting|verlichting
stage|podium
game|spel
sport|sport
athlete|sporter
trip|reis
hotel|hotel
guest|gast
wine|wijn
cheese|kaas
bread|brood
`);
const kinds = lines(`
digital|digitale
financial|financiële
technical|technische
medical|medische
legal|juridische
agricultural|agrarische
electrical|elektrische
mechanical|mechanische
chemical|chemische
musical|muzikale
public|openbare
private|particuliere
international|internationale
local|lokale
industrial|industriële
commercial|commerciële
historical|historische
scientific|wetenschappelijke
clinical|klinische
environmental|milieukundige
creative|creatieve
mobile|mobiele
automated|geautomatiseerde
hazardous|gevaarlijke
seasonal|seizoensgebonden
annual|jaarlijkse
daily|dagelijkse
military|militaire
maritime|maritieme
nuclear|nucleaire
veterinary|veterinaire
architectural|architectonische
educational|onderwijskundige
organic|biologische
wooden|houten
thermal|thermische
optical|optische
urban|stedelijke
rural|landelijke
social|sociale
`);
const settings = lines(`
in the workplace|op de werkplek
for young people|voor jongeren
for people with disabilities|voor mensen met een beperking
in emergencies|in noodgevallen
in foreign languages|in vreemde talen
under pressure|onder druk
in teams|in teams
for clients|voor opdrachtgevers
in healthcare|in de zorg
in construction|in de bouw
in aviation|in de luchtvaart
in education|in het onderwijs
according to standards|volgens normen
with little supervision|zonder toezicht
at sea|op zee
in the field|in het veld
during events|tijdens evenementen
before production|voor de productie
`);
const nouns = lines(`
planning management|planning beheer
systems technology|systemen techniek
design development|ontwerp ontwikkeling
maintenance repair|onderhoud reparatie
safety protection|veiligheid bescherming
quality standards|kwaliteit normen
analysis research|analyse onderzoek
theory principles|theorie beginselen
law regulations|recht voorschriften
marketing sales|marketing verkoop
history|geschiedenis
economics|economie
`);

/**
 * A catalogue the size of ESCO in two languages: skills with alternative labels of the same lengths
 * (5 % under 9 letters, half under 28, 5 % over 52), made of everyday words and of invented names of
 * tools, beside the product's own vocabulary. The same for the same seed.
 */
export function bigCatalogue(
  vocabulary: readonly (readonly string[])[],
  size: number,
  seed: number,
): Labels {
  const roll = dice(seed);
  const texts: string[] = [];
  const skills: number[] = [];
  const known = new Set<string>();
  let skill = 0;
  const add = (labels: readonly string[]): void => {
    const fresh = labels.filter((label) => !known.has(label) && known.add(label));
    for (const label of fresh.slice(0, size - texts.length)) {
      texts.push(label);
      skills.push(skill);
    }
    if (fresh.length > 0) skill += 1;
  };
  for (const labels of vocabulary) add(labels);
  while (texts.length < size)
    add(roll() < 0.12 ? tool(roll) : roll() < 0.8 ? work(roll) : field(roll));
  return { texts, skills };
}

type Dice = () => number;
const any = <T>(roll: Dice, items: readonly T[]): T =>
  items[Math.floor(roll() * items.length)] as T;

/** Something done: *manage musical staff*, and others who say it otherwise. */
function work(roll: Dice): string[] {
  const [verbs, werkwoorden] = any(roll, actions);
  const [thing, ding] = compound(roll);
  const [kind, soort] = roll() < 0.45 ? any(roll, kinds) : [[], []];
  const [where, waar] = roll() < 0.3 ? any(roll, settings) : [[], []];
  const what = [...(kind ?? []), `${thing}s`, ...(where ?? [])].join(' ');
  const wat = [...(soort ?? []), meervoud(ding)].join(' ');
  return [
    ...(verbs ?? []).map((verb) => `${verb} ${what}`),
    ...(verbs ?? []).slice(0, 2).map((verb) => `${gerund(verb)} ${what}`),
    ...(werkwoorden ?? []).map((werkwoord) => [wat, ...(waar ?? []), werkwoord].join(' ')),
  ];
}

/** Something known: *principles of harbour safety*. */
function field(roll: Dice): string[] {
  const [thing, ding] = compound(roll);
  const [heads, hoofden] = any(roll, nouns);
  const [kind, soort] = roll() < 0.5 ? any(roll, kinds) : [[], []];
  return [
    ...(heads ?? []).flatMap((head) => [
      [...(kind ?? []), thing, head].join(' '),
      `${head} of ${[...(kind ?? []), thing].join(' ')}s`,
    ]),
    ...(hoofden ?? []).map((hoofd) => [...(soort ?? []), ding + hoofd].join(' ')),
  ];
}

/** A made-up tool with its versions: *Kentora 4.7*. */
function tool(roll: Dice): string[] {
  const starts = 'Ka Be Nor Ti Vel Or Sa Lu Mi Dra Qua Zen Fi Ro Pex Hy Tor Al Cy Ge'.split(' ');
  const middles = 'ra li to ve no mi sta gri den co fla bu ne xi pha'.split(' ');
  const ends = 'n x ra base Studio kit Cloud .js ware form flow ly scope graph'.split(' ');
  const end = any(roll, ends);
  const name =
    any(roll, starts) +
    any(roll, middles) +
    (roll() < 0.6 ? any(roll, middles) : '') +
    (/^[A-Z]/.test(end) ? ` ${end}` : end);
  const versions = Math.floor(roll() * 4);
  return [
    name,
    ...Array.from({ length: versions }, (_, at) => `${name} ${at + 1}.${Math.floor(roll() * 9)}`),
  ];
}

/** One thing or two: *harbour crane* is one word in Dutch. */
function compound(roll: Dice): [string, string] {
  const [[thing = ''] = [], [ding = ''] = []] = any(roll, things);
  if (roll() < 0.35) return [thing, ding];
  const [[other = ''] = [], [ander = ''] = []] = any(roll, things);
  return [`${other} ${thing}`, ander + ding];
}

const gerund = (verb: string): string =>
  verb.includes(' ') ? verb : `${verb.replace(/e$/, '')}ing`;
const meervoud = (ding: string): string => (/(e|er|el)$/.test(ding) ? `${ding}s` : `${ding}en`);

/** Lines of `English|Dutch`; several words side by side where they are alternatives. */
function lines(text: string): [string[], string[]][] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [english = '', dutch = ''] = line.split('|');
      return [split(english), split(dutch)];
    });
}
function split(words: string): string[] {
  // A setting is one phrase, not a row of alternatives.
  return /^(in|for|under|according|with|at|during|before|op|voor|onder|volgens|zonder|tijdens) /.test(
    words,
  )
    ? [words]
    : words
        .replace('set up', 'set_up')
        .split(' ')
        .map((word) => word.replace('_', ' '));
}
