"""Languages we do not speak: named honestly instead of answered in the wrong tongue.

A message counts as foreign by letters that ours do not have, or by frequent words that are not words of ours.
Words are written here as people type them, lower case; folded and unfolded forms both match.
"""

from __future__ import annotations

import re

from bot.nlu.normalise import fold, normalise, words

_WORDS = {
    "de": """
        kriege kriegen lohnt wurde wurden hatte hätte unser unsere ihren seine meiner bekomme bekommen geschlagen kündigung vertrag
        arzt zahnarzt nummer ich nicht und mein meine meinem meinen habe haben kein keine für wir aber auch wenn mir mich dir dich
        wird werden kann können muss müssen arbeite arbeit bitte danke guten sie ihr eine einen einem einer dem den des vom zum zur
        nach wo wie warum geld lohn wohnung krank krankenversicherung chef firma brauche hilfe möchte heute morgen noch schon seit
        ohne bei mit von auf das ist sind war hat
    """,
    "ru": """
        платит работу деньгами зарплата зарплаты начальник шефа нужны подскажите человек люди живу приехал приехала дом жить врача
        что меня мне мной если только нет почему работе работаю зарплату платят можно нужно могу хочу когда где чтобы или еще уже
        здравствуйте пожалуйста спасибо помогите они мой моя мои это эта этот был была были есть как у нас вас вам сколько получить
        документы нужна нужен квартира делать врач болен деньги
    """,
    "uk": """
        що мене мені якщо тільки немає чому роботі працюю зарплату платять можна треба потрібно можу хочу коли щоб або ще вже дякую
        допоможіть вони мій моя мої це цей був була були є як скільки отримати документи потрібен квартира робити лікар хворий гроші
        будь ласка добрий день привіт
    """,
    "sr": """
        gazda poslodavac plaća isplatio nisu neće platio radnik radnici ugovora doktor šta sta nisam jesam imam nemam radim plata
        platu hvala molim gdje gde kako mogu treba hoću hocu ovo ovde ovdje kada zašto zasto firma ugovor rekao nije samo smo ste
        kod sam moj moja posao bolestan stan
    """,
    "tr": """
        patronum beni sen biz bize bana sana ödemiyorlar iyi günler hakkımda yardım kirası pahalı bir için icin değil degil nasıl
        nasil nerede ben benim var yok ve ile çok cok maaş maas maaşımı iş is işveren çalışıyorum calisiyorum lütfen lutfen
        teşekkürler tesekkurler merhaba ne neden kadar ama istiyorum evde sigorta patron para ödemiyor hastayım kira mı mi mu
    """,
    "hu": """
        fizetik fizetnek béremet béreket lakom dolgozni orvos orvost ki el meg kellene nem hogy van vagyok egy és az ez azt mi hol
        miért miert kell lehet munkát munka fizetés fizetes fizetést köszönöm koszonom kérem kerem segítség segitseg nincs dolgozom
        mennyi mikor szeretnék szeretnek beteg lakás lakas nekem engem jó napot már csak de ha vagy holland
    """,
    "es": """
        necesito abogado médico vivir trabajar cobrar ayudar tengo estoy puedo aprender holandés qué que cómo como está trabajo para
        por pero porque mi mis no me pagan salario dónde donde cuándo cuando quiero ayuda gracias hola buenos días dias hacer soy
        muy con una uno los las el del al sin jefe empresa casa dinero contrato enfermo
    """,
    "pt": """
        não nao você voce estou tenho trabalho para por mas porque meu minha meus salário salario onde quando quero preciso ajuda
        obrigado obrigada olá ola bom dia posso fazer sou muito com uma um os as do da no na sem patrão patrao empresa casa dinheiro
        contrato doente médico está isso
    """,
    "it": """
        che come sono ho lavoro per perché perche mio mia miei non mi pagano stipendio dove quando voglio aiuto grazie ciao
        buongiorno posso fare molto con una uno gli il lo della del senza capo azienda casa soldi contratto malato medico questo
        devo anche ancora
    """,
    "fr": """
        je suis pas mon ma mes avec pour mais est sont une des les du le la que qui où ou quand comment pourquoi travail travaille
        salaire patron merci bonjour besoin aide puis peux veux dois faire maison argent contrat malade médecin chez dans sur ne
        mois j'ai c'est très tres ai été
    """,
    "lt": """
        aš as nėra nera yra kaip kur kada kodėl kodel ir ar kad man mano darbas darbo dirbu atlyginimas algą labas ačiū aciu prašau
        prasau reikia noriu galiu nemoka pinigų būstas gydytojas sergu bet tik jau dar su iš
    """,
    "lv": """
        es nav ir kā ka kur kad kāpēc kapec un vai man mans mana darbs darba strādāju stradaju alga algu paldies lūdzu ludzu vajag
        gribu varu nemaksā nauda dzīvoklis ārsts slims bet tikai jau vēl ar no
    """,
    "cs": """
        můj neplatí nezaplatil potřebuju lékaře doktora moje moji jsem není neni mám mam práce prace pracuji výplata výplatu děkuji
        dekuji prosím prosim kde kdy proč proc jak že co chci můžu muzu potřebuji smlouva nemocný peníze byt lékař ještě už ale jen
        nebo který
    """,
    "sk": """
        môj šéf neplatí neplatia potrebujem doktora moju moja som nie je mám mam práca praca pracujem výplata výplatu ďakujem
        dakujem prosím prosim kde kedy prečo preco ako že čo chcem môžem mozem zmluva chorý peniaze byt lekár ešte už ale len alebo
        ktorý
    """,
    "el": """
        και δεν είναι να το τι πώς πως που για μου με σε θα έχω δουλειά μισθό
    """,
    "sq": """
        nuk është eshte jam kam për per dhe ku kur si pse punë pune paga faleminderit përshëndetje pershendetje mund dua ndihmë
        ndihme me të një nje shtëpi
    """,
}
# A letter that none of our languages writes says enough on its own, twice when a typing slip could make it.
_LETTERS = {
    "ru": "ыэё",
    "uk": "іїєґ",
    "sr": "љњћђџј",
    "tr": "ğı",
    "hu": "őű",
    "es": "ñ¿¡",
    "pt": "õ",
    "lt": "ėįųū",
    "lv": "ļņķģ",
    "cs": "řěů",
    "sk": "ľĺŕ",
    "de": "ß",
    "el": "αεηικνορστυω",
    "ar": "ابتدرسلمنوي",
    "hi": "कनमरहस",
    "zh": "的我是不了",
    "ti": "እንተለም",
}
_TABLE = {code: frozenset(form for w in text.split() for form in (w, fold(w))) for code, text in _WORDS.items()}
_TELLING = {code: frozenset(letters) for code, letters in _LETTERS.items()}
_CODES = sorted(_TELLING.keys() | _TABLE.keys())


def guess(text: str, ours: frozenset[str]) -> tuple[str, float] | None:
    """(language code, strength 0 to 1) of the best foreign language, or None. `ours` holds the words of our languages.

    A foreign word that is also a word of ours proves nothing; a word of ours that is not foreign speaks against.
    """
    low = normalise(text).lower()
    found = words(low)
    if not found:
        return None
    best: tuple[float, str] = (0.0, "")
    present, spoken = frozenset(low), frozenset(found)
    for code in _CODES:
        telling, known = _TELLING.get(code, frozenset()), _TABLE.get(code, frozenset())
        if present.isdisjoint(telling) and spoken.isdisjoint(known):
            continue
        letters = sum(c in telling for c in low)
        foreign = sum(w in known and w not in ours for w in found)
        shared = sum(w in known and w in ours for w in found)
        against = sum(w in ours and w not in known for w in found)
        strong = min(letters, 3) * 1.5
        if foreign + strong < 1:
            continue
        score = (foreign + strong + 0.5 * shared) / (foreign + strong + shared + 1.5 * against + 0.5)
        best = max(best, (score, code))
    return (best[1], best[0]) if best[0] >= 0.5 else None


_SCRIPTS = re.compile(
    r"[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1200-\u137f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0370-\u03ff\u10a0-\u10ff]"
)


def other_script(text: str) -> bool:
    """True when most letters are neither Latin nor Cyrillic: none of our languages."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(bool(_SCRIPTS.match(c)) for c in letters) > len(letters) / 2
