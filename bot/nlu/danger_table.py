"""Words that may mean danger. A pure table: kind -> language -> patterns, in natural spelling.

`*` any ending, `|` alternatives inside one word, `..` at most five words between. Everything is compared in the
spelling of `normalise.canon`, so accents, capitals and Latin or Cyrillic letters make no difference.
Written for recall: a needless "112" costs a line, a missed one may cost a life.
"""

TABLE: dict[str, dict[str, str]] = {
    "violence": {
        "nl": """
            slaat me|mij|mijn|ons|haar|hem|vrouw; geslagen; sloeg me|mij|mijn|haar; slaan me|mij; schop* me|mij; geschopt; mishandel*;
            in elkaar geslagen; bedreig* me|mij|ons; bedreigd; met een mes; mes op; pistool; geweer; verkracht*; aangerand; aanrand*;
            wurg*; vermoord*; doodmaken; maakt me dood; zit aan me; betast*; stalk*; vechten; gestoken; blauwe plekken
        """,
        "en": """
            hit|hits|beat|beats|punched|kicked|slapped|slaps|punches|kicks|attacked|attacks|strangled me|my|us|her|him; beaten up;
            beating me|my|us|her|him; hitting me|my|us|her|him; got hit; threaten* to kill|hurt|beat; threatens me|us; threatened
            me|us|with; threatening me|us; with a knife; has a knife|gun; rape*; raped; sexual* assault*; sexual* harass*; groped;
            touches me; touched me; going to kill; kill me; kill us; stabbed; stalking; bruises; violent; abuses me
        """,
        "pl": """
            bije|biją|bil|bił|uderzył|uderzyła|kopnął|kopie|pobił|pobili|pobity|pobita|popchnął|szarpie
            mnie|mnie|nas|ją|go|żonę|dziecko; mnie bije|uderzył|pobił|kopnął|biją|popchnął|szarpie; pobicie; pobili|pobity|pobita|pobił;
            grozi mi|nam|że|śmiercią|nożem; groził mi|nam|że; grożą mi|nam; z nożem; nożem; pistolet*; zgwałc*; gwałt*; molestuj*;
            molestow*; obmacuj*; dotyka mnie; zabije|zabiję mnie|nas|cię; że mnie zabije; dusi mnie; dusił mnie; siniaki; przemoc*;
            znęca; rzucił się na; dźgnął
        """,
        "ro": """
            mă|ma|ne|o|l-a|m-a|m a|l a|i-a bate|lovește|lovit|bătut|lovi; mă bate; ne bate; bate mă; m-a bătut|lovit|împins|înjunghiat;
            m-au bătut|lovit; ne-au bătut; ne-a bătut; bătut*; bătaie; bătăi; lovit în|cu|peste; amenință*; amenințat*; ameninta*; cu
            cuțitul; cuțit; pistol; violat*; viol; violul; abuz* sexual; hărțuit*; hărțui*; hărțuire*; pipăi*; mă atinge; mă omoară; mă
            omor cu; omoare; te omor; sugrum*; strâns de gât; vânătăi; violent*; înjunghi*
        """,
        "bg": """
            бие|удари|удря|наби|пребива|преби|ритна|блъсна|бият|набиха|пребиха|удрял|бил ме|ни|я|го|жена; ме|ни|я|го
            бие|удари|удря|наби|преби|ритна|блъсна|бият|набиха|пребиха|пребива|удрят|рита|души; пребит*; побой*; бой;
            заплашва|заплашват|заплаши|заплашил*|заплашиха; заплах*; с нож; нож; ножа; пистолет*; изнасил*; опипва*; пипа ме; ме
            пипа|опипва|докосва; ще ме убие|убият|пребие|удари; ще ни убие|убият; ще те убия; посинен*; синини; насилие*; насил*;
            тормоз*; наръга*
        """,
    },
    "held": {
        "nl": """
            opgesloten; sluit ons|me|mij op; mag|mogen|kan|kunnen .. niet weg; niet naar buiten; houdt|houden me|mij|ons vast;
            laat|laten me|mij|ons niet gaan|weg|vertrekken; deur .. op slot; gegijzeld; gedwongen te werken; gedwongen; dwingt|dwingen
            me|mij|ons; mensenhandel; tegen mijn wil; bewaakt ons|me|mij
        """,
        "en": """
            locked in; locked us|me|in; locks us|me|the; lock us|me in; not allowed to leave|go; cannot leave; cant leave; can't leave
            the; won't let me|us leave|go; dont let me|us leave|go|out; don't let me|us|go leave|go|out; do not let me|us leave|go|out;
            hold|holding|held me|us|against; against my|our|her|his will; forced to work; forcing me|us; forces me|us; human traffick*;
            trafficked; slave*; kidnap*; hostage
        """,
        "pl": """
            zamknął|zamknęli|zamyka|zamykają|zamknięt* nas|mnie|w|na; jestem|jesteśmy zamknięci|zamknięta|zamknięty; nie mogę|możemy
            wyjść|stąd|odejść|opuścić; nie wypuszcz*; nie pozwala|pozwalają mi|nam wyjść|wychodzić|odejść; przetrzymuj*; trzymają|trzyma
            nas|mnie; zmusza*; zmuszan*; zmuszony|zmuszona|zmuszeni; wbrew woli|mojej; handel ludźmi; handlu ludźmi; niewolni*; porwa*
        """,
        "ro": """
            închis|închiși|închisă|încuiat|încuiați|încuiată în|aici|pe|cu; ne|mă|m-a|m-au|ne-au|ne-a
            închide|închis|încuie|încuiat|încuiați|ține|ținut; nu mă|ne lasă să .. ies|plec|ieșim|plecăm|iesim|plecam; nu mă|ne lasă
            afară; nu am|avem voie să .. ies|plec|ieșim|plecăm; nu pot|putem să .. plec|ies|ieșim|plecăm; nu pot|putem pleca|ieși|iesi;
            ține|țin|ținut|ținuți cu forța; cu forța; forțat*; forțează; mă|ne obligă să; obligat* să; împotriva voinței; trafic de
            persoane; sclav*; sechestra*; răpit*
        """,
        "bg": """
            заключ*; затвор* ме|ни|в|тук; не ме|ни пуска|пускат; не мога|можем да .. изляза|излезем|напусна|напуснем|тръгна|тръгнем; не
            ни|ми дава|дават|позволява|позволяват да .. излизаме|излезем|изляза|тръгна|тръгнем|напуснем; държи|държат ме|ни; ме|ни
            държи|държат; насила; принужд*; принуд*; против волята; трафик на хора; роб|роби|робство; отвлеч*; отвлякоха
        """,
    },
    "passport": {
        "nl": """
            paspoort|paspoorten|id|id-kaart|identiteitskaart|papieren|documenten ..
            afgepakt|ingenomen|afgenomen|ingehouden|gehouden|houdt|houden|achtergehouden|teruggeven|terug;
            houdt|heeft|hebben|houden|pakte|pakt|nam .. paspoort*|identiteitskaart .. niet|afgepakt|vast|ingenomen|terug
        """,
        "en": """
            took|takes|keeps|keep|kept|has|have|holds|holding|taken|confiscated|withholding|hold my|our|the|his|her
            passport*|id|documents|papers|ids; passport*|id|documents|papers .. taken|took|kept|confiscated|keeps|back; give .. back ..
            passport|id|documents
        """,
        "pl": """
            zabrał|zabrali|zabrała|zabiera|zabierają|trzyma|trzymają|ma|mają|odebrał|odebrali|przetrzymuje|wziął|wzięli ..
            paszport*|dowód|dowody|dokumenty; paszport*|dowód|dowody|dokumenty ..
            zabrał|zabrali|zabrała|zabrane|zabrany|trzyma|oddać|oddaje|oddał|odda|oddają|zwrócić
        """,
        "ro": """
            luat|ia|iau|ține|țin|reținut|oprit|confiscat|are|păstrează .. pașaport*|buletin*|actele|documentele|pasaport*;
            pașaport*|buletin*|actele|documentele .. luat|confiscat|oprit|reținut|înapoi|ține; dă|dea|dau .. înapoi ..
            pașaport*|actele|buletin*
        """,
        "bg": """
            взе|взел|взеха|взели|взима|прибра|прибраха|държи|държат|задържа|задържат|отне|отнеха|конфискува* ..
            паспорт*|личната|документи|документите|картата; паспорт*|документите|документи|лична|личната ..
            взе|взел|взеха|прибра|прибраха|държи|държат|връща|върне|върнат|връщат|отне
        """,
    },
    "suicide": {
        "nl": """
            zelfmoord*; wil niet meer leven; niet meer leven; einde aan mijn leven; einde maken; mezelf iets aandoen; wil dood; dood
            wil; wou dood; liever dood; zelfdoding; suicid*; geen zin meer in leven|het; uit het leven; er niet meer zijn; van de brug
            springen; voor de trein; zie geen uitweg; mezelf pijn; mezelf doden; mezelf ophangen; mezelf van kant; me van kant
        """,
        "en": """
            suicid*; kill myself|himself|herself; end my life; end it all; want to die; wanna die; better off dead; wish i was|were
            dead; not want to live; don't want to live; dont want to live; no reason to live; don't want to be here anymore; hurt
            myself; harm myself; self harm; jump off; jump from|in front; dont wanna live; cant go on; can't go on; killing myself;
            take my life; take my own life; hang myself; cut myself on purpose
        """,
        "pl": """
            samobój*; zabić się; zabiję się; nie chcę|chce już|mi|dłużej żyć; nie chcę|chce żyć; nie chce mi się żyć; odebrać sobie
            życie; skończyć ze sobą|z tym; coś sobie zrobię; zrobić sobie coś|krzywdę; chcę|chce umrzeć; wolę|wolałbym|wolałabym
            umrzeć|nie; lepiej żebym nie żył|żyła; powiesić się; powieszę się; skoczyć z|pod; rzucić się pod; nie widzę sensu; mam dość
            życia; myśli samobój*; się zabić; się zabiję; się powiesić; się powieszę; się rzucić pod; sobie odebrać życie; się okaleczam;
            tnę się
        """,
        "ro": """
            sinucid*; sinucig*; să mă omor; ma omor; îmi iau viața|zilele; să-mi iau viața|zilele; îmi pun capăt zilelor; pun capăt; nu
            mai vreau să trăiesc; nu mai vreau să exist|fiu; vreau să mor; îmi vine să mor; mai bine mor; mai bine muream; mă arunc; să
            mă arunc; mă spânzur; nu mai are sens|rost; nu mai am pentru ce trăi|să; nu mai pot trăi
        """,
        "bg": """
            самоуби*; да се убия; ще се убия; не ми се живее; не искам да живея; искам да умра; да сложа край; слагам край; край на
            живота; по-добре да умра|умирах|ме; да се обеся; ще се обеся; да скоча; да се хвърля; ще се хвърля; да си направя нещо; нещо
            да си направя; няма смисъл да живея; не виждам смисъл; да ме няма
        """,
    },
    "medical": {
        "nl": """
            ambulance; hartaanval; beroerte; geen adem; krijg* .. geen lucht; ademt niet; niet ademen; kan niet ademen; bewusteloos;
            flauwgevallen; bloedt; bloeden; bloeding; veel bloed; pijn op|in .. borst; vergiftig*; overdosis; stuip*; epilep*; arm
            gebroken; been gebroken; vinger* .. af; afgehakt; hand .. machine; in de machine; gevallen van; van het dak|de|een ..
            gevallen; brandwond*; verbrand*; zwaar gewond; gewond; elektrocut*; allergische reactie; hoge koorts; weeën; verlamd
        """,
        "en": """
            ambulance; heart attack; stroke; cannot breathe; can't breathe; cant breathe; not breathing; unconscious; passed out;
            fainted; collapsed; bleeding; lots of blood; so much blood; chest pain*; pain in .. chest; poison*; overdose*; seizure*;
            broke my|his|her arm|leg|hand|back|foot; broken arm|leg|hand|bone|foot; finger* .. cut off; lost .. finger; cut off ..
            finger*; hand .. machine; fell off|from; burned|burnt my|his|her; badly hurt; injured; electrocut*; allergic reaction; high
            fever; contractions; paralysed
        """,
        "pl": """
            karetk*; pogotowi*; zawał*; udar; wylew; nie mogę|może oddychać; nie oddycha; nieprzytomn*; stracił|straciła przytomność;
            zemdlał*; krwawi*; krwotok*; dużo krwi; leci|cieknie krew; krew leci; ból|boli|bóle .. klatce|klatka|piersi|serce; klatka ..
            boli; zatruł*; zatruci*; przedawkow*; drgawk*; padaczk*; złamał* rękę|nogę|się|palec|kręgosłup; złamana ręka|noga;
            uciął|ucięło|obciął|urwało|odcięło .. palec|palce|rękę|mi|mu; ręka|rękę|dłoń .. maszyn*; spadł z|na; spadła z|na; poparzy*;
            oparzen*; ranny|ranna; poraził*; wysoka gorączka; gorączka 00|40; duszę się; dusi się; rodzi; skurcze
        """,
        "ro": """
            ambulan*; salvare*; salvarea; infarct*; accident vascular; nu pot respira; nu poate respira|să; nu respiră; nu pot să
            respir; mă sufoc; se sufocă; inconștient*; leșin*; fără cunoștință; sângere*; sângerează; mult sânge; curge sânge;
            durere|dureri|doare .. piept*|inima; otrăv*; intoxic*; supradoz*; convulsi*; epilep*; rupt mâna|piciorul|degetul; fractur*;
            tăiat .. deget*|mâna; deget* .. tăiat; mâna .. mașin*|masin*; căzut de|din|de pe; ars la|pe|mâna; arsur*; rănit*; curentat*;
            electrocut*; febră mare|40; contracții; paraliz*
        """,
        "bg": """
            линейк*; бърза помощ; инфаркт*; инсулт*; не мога|може да диша|дишам; не диша; задушава*; в безсъзнание; безсъзнание;
            припадна*; припадъ*; кърви*; кръвотеч*; много кръв; тече кръв; кръв .. тече; болка|боли|болки .. гърд*|сърце*; гърд* ..
            боли; отрови*; отравя*; свръхдоз*; предозира*; гърч*; епилеп*; счупи* .. ръка|крак|ръката|крака; отряза* .. пръст*; пръст*
            .. отряза*; ръка|ръката .. машин*; падна от|на; паднах от; изгор*; изгаря*; ранен*; пострада*; удари го ток; висока
            температура; температура 40; контракции; ражда
        """,
    },
    "fire": {
        "nl": """
            er is brand; het brandt; in brand; brand in|op|bij|!; staat in de fik; brandgevaar; gaslucht; ruik* .. gas; gaslek;
            koolmonoxide; rookmelder* .. niet|geen|kapot; geen rookmelder*; geen brandblusser*; nooduitgang .. slot|dicht|geblokkeerd;
            rook in|uit; ontploff*; explos*; brandweer
        """,
        "en": """
            there is a fire; on fire; fire in|at|broke; house is burning; building is burning; something is burning; smell* .. gas; gas
            leak; carbon monoxide; no smoke alarm*|detector*; smoke alarm* .. broken|not; fire hazard; fire exit .. locked|blocked;
            smoke in|coming; explosion*; exploded; fire brigade|department; firefighters
        """,
        "pl": """
            pali się; pożar*; płonie; w ogniu; ogień; czuć gaz; czuję gaz; ulatnia* .. gaz; zapach gazu; śmierdzi gazem; czad; czadu;
            tlenek węgla; brak czujnik*; nie ma czujnik*; wyjście .. zamknięte|zastawione|zablokowane; dym|dymi; wybuch*; straż pożarn*;
            straży pożarn*
        """,
        "ro": """
            foc în|la|!; a luat foc; ia foc; incendi*; arde casa|blocul|apartamentul|ceva|camera; ard*; miros* .. gaz|gaze; scurgere* ..
            gaz; monoxid*; fără detector*; nu avem|există|este|e detector*; ieșire* .. blocat*|încuiat*; fum în|din|mult; explo*;
            pompier*
        """,
        "bg": """
            пожар*; гори; горят; запали се; запалил*; в пламъци; мирише .. газ; газ .. мирише; изтича .. газ; въглероден; няма
            аларма|детектор*|пожарогасител*|пожароизвестител*; изход* .. заключен*|блокиран*; пушек; дим; избухна*; експлози*; пожарн*
        """,
    },
    "frost": {
        "nl": """
            slaap* .. buiten|straat|auto|park|tent|station|busje; op straat .. slapen|gezet|koud|kou; buiten ..
            slapen|slaap|kou|koud|vries*; geen slaapplek|slaapplaats|slaapplek|onderdak; nergens .. slapen; vries*; onderkoeld; dakloos;
            geen dak; geen verwarming .. kou*|winter
        """,
        "en": """
            sleep* .. outside|street|streets|car|park|tent|station|van|rough; sleeping rough; slept .. outside|street|car|park|station;
            nowhere to sleep|go|stay; no place to sleep|stay|go; on the street*; freezing; frozen; hypothermia; homeless; no roof
        """,
        "pl": """
            śpię|śpimy|spać|spałem|spałam|śpi|nocuję|nocujemy|spał ..
            dworze|ulicy|samochodzie|aucie|parku|namiocie|dworcu|polu|zewnątrz; na dworze|ulicy .. śpię|spać|zimno|mróz|śpimy; nie
            mam|mamy gdzie spać|iść|mieszkać|się; gdzie .. przespać; zamarz*; marzn*; bezdomn*; na bruku; wychłodz*; bez dachu;
            mróz|mrozie
        """,
        "ro": """
            dorm|dormim|dormit|doarme .. afară|stradă|strada|mașină|mașina|parc|cort|gară|gara|frig; afară .. dorm|frig|ger; pe
            stradă|străzi|strada; n-am|nu am|n-avem|nu avem unde .. dorm|dormi|dormim|stau|stăm|sta; îngheț*; hipoterm*; fără adăpost;
            adăpost*; nu am adăpost; fără casă; ger|gerul
        """,
        "bg": """
            спя|спим|спах|спи|спал|нощувам|нощуваме|спали .. навън|вън|улицата|кола|колата|парк|парка|палатка|гара|гарата|буса|пейка; на
            улицата; навън .. спя|студ*|мраз*; няма|нямам|нямаме къде .. спя|спим|отида|отидем|нощувам|живея; замръз*; измръз*; бездом*;
            без покрив; без подслон; подслон*; студено
        """,
    },
}
