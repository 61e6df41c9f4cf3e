"""`make vectors`: encodes content/*/questions and the lessons about danger into bot/vectors, so that training on a fresh machine need not.

A file per language; one that holds what it should is left alone, so that an edited Polish question changes the Polish file only.
"""

import sys

from bot.nlu import corpus, encoder, vectors
from bot.nlu.bulgarian import Lexicon
from bot.nlu.danger import learning, lessons
from bot.nlu.model import views


def wanted() -> dict[str, list[str]]:
    """Language → the texts that training will ask the encoder for."""
    examples = corpus.read()
    lexicon = Lexicon.from_texts(e.text for e in examples if e.language == "bg")
    texts: dict[str, set[str]] = {language: set() for language in corpus.LANGUAGES}
    for example in examples:
        texts[example.language].add(views(example.text, example.language, lexicon)[1])
    learnt = lessons.read()
    lexicon = learning.vocabulary(learnt)
    for lesson in learnt:
        texts[lesson.language].add(views(lesson.text, lesson.language, lexicon)[1])
    return {language: sorted(found) for language, found in texts.items()}


def main() -> None:
    engine = encoder.shared()
    if engine is None:
        sys.exit("the encoder cannot run here")
    for language, texts in wanted().items():
        path = vectors.SHIPPED_DIR / f"{engine.name}-{language}.npz"
        names = {vectors.key(text) for text in texts}
        if vectors.names_in(path) == names:
            print(f"{path.name}: nothing changed")
            continue
        rows = vectors.encode_cached(engine, texts)
        vectors.write_shipped(path, dict(zip((vectors.key(t) for t in texts), rows, strict=True)))
        print(f"{path.name}: {len(names)} messages, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
