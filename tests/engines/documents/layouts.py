"""Layouts of CVs as PDF, written line by line where a designer would place them."""

from collections.abc import Iterable, Sequence

from fpdf import FPDF

LEADING = 14.0  # points from line to line


class Sheet:
    """A PDF of A4 pages in points; text is placed by its baseline's left end."""

    def __init__(self, *, compressed: bool = True) -> None:
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_compression(compressed)
        self.pdf.set_auto_page_break(auto=False)
        self.page()

    def page(self) -> None:
        self.pdf.add_page()

    def line(self, x: float, y: float, text: str, *, size: float = 10, style: str = "") -> None:
        self.pdf.set_font("Helvetica", style, size)
        self.pdf.text(x, y, text)

    def lines(
        self,
        x: float,
        y: float,
        texts: Iterable[str],
        *,
        leading: float = LEADING,
        size: float = 10,
    ) -> float:
        """Writes line under line; gives the next line's place."""
        for text in texts:
            if text:
                self.line(x, y, text, size=size)
            y += leading
        return y

    def right(self, x: float, y: float, text: str, *, size: float = 10) -> None:
        """A line that ends at x."""
        self.pdf.set_font("Helvetica", "", size)
        self.pdf.text(x - self.pdf.get_string_width(text), y, text)

    @property
    def content(self) -> bytes:
        return bytes(self.pdf.output())


SIDEBAR: Sequence[str] = (
    "CONTACT",
    "12 rue des Lilas",
    "69003 Lyon",
    "",
    "COMPÉTENCES",
    "Tenue de caisse",
    "Mise en rayon",
    "Relation client",
    "Inventaire",
    "",
    "LANGUES",
    "Anglais courant",
    "Espagnol scolaire",
)
MAIN: Sequence[str] = (
    "EXPÉRIENCE",
    "Vendeuse polyvalente, Boulangerie Martin",
    "Accueil et conseil de la clientèle au quotidien, encaisse-",
    "ment et fermeture de la caisse en fin de journée",
    "Réassort des vitrines et respect de la chaîne du froid",
    "",
    "Employée libre-service, Supermarché du Parc",
    "Réception des livraisons, contrôle des dates et rotation",
    "des produits, balisage des promotions",
    "Nettoyage du rayon et des réserves",
    "",
    "FORMATION",
    "CAP Équipier polyvalent du commerce",
    "Sauveteur secouriste du travail",
)


def said(lines: Iterable[str]) -> list[str]:
    """The lines that hold a word."""
    return [line for line in lines if line.strip()]


def sidebar_left() -> bytes:
    """From the same height, with the same leading: nothing but the gutter parts the columns."""
    sheet = Sheet()
    sheet.line(40, 50, "Camille Martin", size=22)
    sheet.lines(40, 110, SIDEBAR)
    sheet.lines(200, 110, MAIN)
    return sheet.content


def sidebar_right_drawn_by_rows() -> bytes:
    """The sidebar on the right; the file draws the page row by row, as table layouts do."""
    sheet = Sheet()
    sheet.line(40, 50, "Camille Martin", size=22)
    for at in range(max(len(SIDEBAR), len(MAIN))):
        y = 110 + at * LEADING
        if at < len(MAIN) and MAIN[at]:
            sheet.line(40, y, MAIN[at])
        if at < len(SIDEBAR) and SIDEBAR[at]:
            sheet.line(400, y, SIDEBAR[at])
    return sheet.content


def narrow_gutter_under_a_title() -> bytes:
    """A title over both columns, which stand 4 mm apart, on lines of unequal height."""
    sheet = Sheet()
    sheet.line(80, 50, "Vendeuse en boulangerie cherche un poste à temps plein", size=16)
    sheet.line(
        40,
        75,
        "Disponible tout de suite, permis B, mobile dans toute la métropole de Lyon et au-delà",
    )
    sheet.lines(40, 110, SIDEBAR, leading=16.5)
    sheet.lines(137, 110, MAIN)
    return sheet.content


def dates_in_the_margin(leading: float = LEADING) -> bytes:
    """One column with its dates on the left, and a last one on the right."""
    sheet = Sheet()
    sheet.line(40, 60, "EXPÉRIENCE", size=12)
    y = 90.0
    for date, *texts in (
        ("2021 - 2024", "Cariste, Entrepôt du Nord", "Chargement des camions", "Inventaire annuel"),
        ("2018 - 2021", "Magasinier, Pièces Auto", "Réception des colis", "Conseil au comptoir"),
        ("Mai 2016", "Manutentionnaire, Halles", "Tri des arrivages", "Palettisation"),
        ("2014", "Stagiaire, Halles", "Découverte du métier", "Aide au tri"),
    ):
        sheet.line(40, y, date)
        y = sheet.lines(140, y, texts, leading=leading) + leading
    return sheet.content


def dates_at_the_right() -> bytes:
    """Job titles on the left, their dates flushed to the right edge, short lines under them."""
    sheet = Sheet()
    y = 90.0
    for date, *texts in (
        ("2021 - 2024", "Cariste, Entrepôt du Nord", "Chargement des camions", "Inventaire"),
        ("2018 - 2021", "Magasinier", "Réception des colis", "Conseil au comptoir"),
        ("mai 2016", "Manutentionnaire, Halles", "Tri des arrivages", "Palettisation"),
        ("2014", "Stagiaire", "Découverte du métier", "Aide au tri"),
    ):
        sheet.right(555, y, date)
        y = sheet.lines(40, y, texts) + LEADING
    return sheet.content


def sidebar_beside_dated_jobs() -> bytes:
    """A sidebar, then dates, then what was done: three columns, of which two belong together."""
    sheet = Sheet()
    sheet.lines(40, 90, SIDEBAR)
    y = 90.0
    for date, *texts in (
        ("2021 - 2024", "Cariste, Entrepôt du Nord", "Chargement des camions", "Inventaire annuel"),
        ("2018 - 2021", "Magasinier, Pièces Auto", "Réception des colis", "Conseil au comptoir"),
        ("2016 - 2018", "Manutentionnaire, Halles", "Tri des arrivages", "Palettisation"),
    ):
        sheet.line(180, y, date)
        y = sheet.lines(270, y, texts) + LEADING
    return sheet.content


def three_columns_in_the_middle() -> bytes:
    """Full lines, then three columns of short items, then full lines again."""
    sheet = Sheet()
    full = (
        "Une ligne qui va d'un bord de la page à l'autre et qui traverse donc toutes les gouttières"
    )
    y = sheet.lines(40, 60, [f"{full} {at}" for at in range(3)])
    for column, x in enumerate((40, 220, 400)):
        sheet.lines(x, y + 10, [f"Colonne {column} item {at}" for at in range(4)])
    sheet.lines(40, y + 90, [f"{full} {at}" for at in range(3, 6)])
    return sheet.content


def bullets_far_from_their_text() -> bytes:
    """Bullets that hang 20 points before their text, which alone would make a column."""
    sheet = Sheet()
    for at in range(5):
        sheet.line(40, 80 + at * LEADING, "-")
        sheet.line(65, 80 + at * LEADING, f"Compétence numéro {at}")
    return sheet.content


def turned_sidebar() -> bytes:
    """A name written upwards along the left edge."""
    sheet = Sheet()
    with sheet.pdf.rotation(90, 30, 400):
        sheet.line(30, 400, "Camille Martin", size=20)
    sheet.lines(80, 110, MAIN)
    return sheet.content


def sidebar_beside_short_lines() -> bytes:
    """No line of the main column is long: only where the lines begin tells the columns."""
    sheet = Sheet()
    sheet.line(200, 50, "Camille Martin", size=22)
    sheet.lines(40, 100, SIDEBAR)
    sheet.lines(200, 100, MAIN, size=7)
    return sheet.content


def columns_of_unequal_leading() -> bytes:
    """Lines of one column stand between those of the other, and drift."""
    sheet = Sheet()
    sheet.lines(40, 103, MAIN, leading=13.2, size=9)
    sheet.lines(400, 100, SIDEBAR, leading=15.7)
    return sheet.content


def page_on_its_side() -> bytes:
    """A landscape page that the viewer turns, as some printers to PDF store portrait ones."""
    sheet = Sheet()
    with sheet.pdf.rotation(90, 300, 400):
        sheet.lines(60, 250, MAIN)
    return sheet.content
