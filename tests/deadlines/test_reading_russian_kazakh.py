from __future__ import annotations

from datetime import date

import pytest

from deadlines.reading import read

FILED = date(2018, 2, 1)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ответчику представить отзыв в срок до 14 марта 2018 г. включительно.", date(2018, 3, 14)),
        ("Устранить недостатки заявления не позднее 22.02.2018 г.", date(2018, 2, 22)),
        ("Срок представления доказательств продлён до 5 апреля.", date(2018, 4, 5)),
        ("Жауапкер 2018 жылғы 22 ақпанға дейін қарсы пікір ұсынсын.", date(2018, 2, 22)),
        ("Құжаттарды 22 ақпаннан кешіктірмей тапсыру қажет.", date(2018, 2, 22)),
        ("Мерзім 15.03.2018 ж. дейін ұзартылды.", date(2018, 3, 15)),
    ],
)
def test_dates(text, due):
    assert [found.due for found in read(text, filed=FILED)] == [due]


@pytest.mark.parametrize(
    ("text", "n", "unit", "direction", "trigger"),
    [
        (
            "Жалоба подаётся в течение одного месяца со дня вынесения решения.",
            1,
            "months",
            "after",
            "вынесения решения",
        ),
        (
            "Возражения подаются не позднее чем за 5 рабочих дней до заслушивания.",
            5,
            "business_days",
            "before",
            "заслушивания",
        ),
        (
            "Направить документы в течение 30 (тридцати) дней с момента получения.",
            30,
            "days",
            "after",
            "получения",
        ),
        (
            "Апелляциялық шағым шешім жарияланған күннен бастап бір ай ішінде беріледі.",
            1,
            "months",
            "after",
            "шешім жарияланған",
        ),
        ("Кемшіліктерді 10 жұмыс күні ішінде жою керек.", 10, "business_days", "after", "осы ұйғарым"),
    ],
)
def test_periods(text, n, unit, direction, trigger):
    (found,) = read(text, filed=FILED)
    period = found.period
    assert period is not None
    assert (period.n, period.unit, period.direction, period.trigger) == (n, unit, direction, trigger)


@pytest.mark.parametrize(
    "text",
    [
        "Судебное заседание отложено до 14 марта 2018 г.",
        "Истец просит продлить срок до 5 апреля 2018 г.",
        "Осуждён к лишению свободы на срок 5 лет.",
        "Сот отырысы 2018 жылғы 22 наурызға дейін кейінге қалдырылды.",
        "Талапкер мерзімді 22 наурызға дейін ұзартуды сұрайды.",
    ],
)
def test_silence(text):
    assert read(text, filed=FILED) == ()


def test_an_extension_supersedes():
    for text in (
        "Срок подачи отзыва продлён до 5 апреля 2018 г.",
        "Пікір беру мерзімі 2018 жылғы 5 сәуірге дейін ұзартылды.",
    ):
        (found,) = read(text, filed=FILED)
        assert found.supersedes
