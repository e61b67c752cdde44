"""Spanish vocabulary: genders of what a home counts, names of months and days, rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pocket_tts_wyoming.text.languages.base import Gender, words_of
from pocket_tts_wyoming.text.languages.romance_cued import CueWords
from pocket_tts_wyoming.text.languages.romance_pairs import PairWords

if TYPE_CHECKING:
    from collections.abc import Mapping

_F, _M = Gender.FEMININE, Gender.MASCULINE
# Nouns whose ending tells the wrong gender, in the singular.
_MASCULINE = (
    "iva día mapa problema programa sistema tema clima idioma planeta sofá pijama panorama "
    "esquema "
    "poema diagrama holograma cometa tranvía área agua ala aula arma hacha lápiz pez arroz "
    "maíz avión camión sillón balcón buzón botón cajón guion calzón limón melón jamón salón "
    "millón ratón rincón corazón dálmata atleta belga "
    "gas lema drama mediodía guión trauma síntoma diploma paraguas parabrisas paracaídas aroma "
    "prisma panda ecosistema paradigma plasma embrión dogma carisma"
)
_FEMININE = (
    "temp vel cda cdta "
    "luz vez voz raíz cruz paz mano foto moto radio llave noche tarde clase fase serie "
    "calle col "
    "leche nube base torre sede carne gente parte fuente nieve imagen orden señal red pared sal "
    "miel flor labor canción luces veces voces raíces cruces imágenes órdenes señales redes "
    "paredes flores labores led cinta tele televisión frase línea clave pantalla app "
    "web ley mujer madre muerte razón salud suerte crisis sangre mente especie piel cárcel "
    "superficie editorial virgen nave tesis actriz nariz catedral dosis fiebre hipótesis sed tribu "
    "masacre élite postal síntesis matriz serpiente gripe merced tos interfaz catástrofe filial "
    "pirámide peste sucursal variante vacante multinacional expo lente parálisis semifinal "
    "vertiente nuez sartén prótesis aeronave pyme liebre bici mamá central"
)
GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(_MASCULINE.split(), _M),
    **dict.fromkeys(_FEMININE.split(), _F),
}
GENDER_ENDINGS = (
    ("ión", _F), ("iones", _F), ("dad", _F), ("dade", _F), ("tad", _F), ("tade", _F),
    ("umbre", _F), ("tud", _F), ("dez", _F), ("grama", _M), ("a", _F),
)  # fmt: skip
# Words after a number that it does not count: "1 de 3", "la luz 1 está encendida".
NOT_COUNTED = words_of(
    "a abierto activado activo ahora al antes apagado aquí ayer bloqueado cada cerrado coma como "
    "con conectado contra cuando de del desactivado desde después disponible donde durante e el "
    "ella ellos en encendido entre era eran es esa ese eso esta estaba estaban estas este esto "
    "está están fue ha han hasta hay hoy la las le les lo los luego mañana me menos mi mientras "
    "más ni no o para pero por porque punto que queda quedan se sea si sido sin sobre son su sí "
    "también tiene tienen tras tu u un una unos y ya él"
)
# What is numbered, in the singular before its number: "la luz 21 encendida" counts nothing.
LABELS = words_of(
    "canal capítulo grupo luz lámpara temporizador nivel número página parte habitación puerta "
    "enchufe temporada escena persiana zona planta piso paso episodio botón sensor interruptor"
)
# Adjectives that show no gender: the noun counted before decides.
SAME_IN_BOTH = words_of("pendientes disponibles restantes urgentes importantes libres iguales")
PAIR_WORDS = PairWords(
    estimated=words_of(
        "días semanas meses veces minutos personas comensales gotas dientes lonchas rodajas hojas "
        "ramas puñados cucharadas cucharaditas años segundos raciones"
    ),
    ratio_cues=words_of("ratio relación proporción proporciones razón escala dilución"),
    about="aproximadamente",
    per_day={
        "día": "al día", "dia": "al día", "d": "al día", "semana": "a la semana",
        "sem": "a la semana", "mes": "al mes", "año": "al año",
    },
)  # fmt: skip
CUE_WORDS = CueWords(
    flights=words_of("vuelo"),
    help_lines_in_two=True,
    versions=words_of(
        "versión firmware software actualización controlador build release core app ios android "
        "esphome frigate"
    ),
    within="en",
    lasting=words_of("dura durará duran duró duraba duración"),
    fillers=words_of("de del es un unos tiempo total solo apenas menos"),
    minutes_words=words_of(
        "km k m kilómetro kilómetros metros carrera media maratón parkrun récord "
        "canción tema pista vídeo video clip llamada mensaje"
    ),
    hours_words=words_of("media maratón trail película"),
    sets=words_of(
        "set sets gana ganó vence venció derrota pierde cae cayó eliminado eliminada tenis partido "
        "final semifinal ronda victoria pádel"
    ),
    pairs_of=words_of("de"),
)
KINGS = words_of(
    "Felipe Alfonso Carlos Luis Fernando Enrique Francisco Juan Pablo Benedicto Pío León Gregorio "
    "Clemente Inocencio Napoleón Jorge Eduardo Guillermo Federico Ricardo Jacobo Pedro Alejandro "
    "Nicolás Iván Ramsés Alberto Leopoldo Balduino Gustavo Cristián Harald Jaime Sancho Ramiro "
    "Amadeo José Maximiliano Otón Rodolfo"
)
QUEENS = words_of("Isabel Catalina Margarita María Juana Cristina")
WEEKDAYS: Mapping[str, str] = {
    "lun": "lunes", "mar": "martes", "mié": "miércoles", "mie": "miércoles", "jue": "jueves",
    "vie": "viernes", "sáb": "sábado", "sab": "sábado", "dom": "domingo",
}  # fmt: skip
_WINDS: Mapping[str, str] = {
    "NO": "noroeste", "NW": "noroeste", "NE": "noreste", "SO": "suroeste", "SW": "suroeste",
    "SE": "sureste", "N": "norte", "S": "sur", "E": "este", "O": "oeste",
}  # fmt: skip
# "O-SO" is said with both its names.
WINDS: Mapping[str, str] = {
    **{
        f"{first}-{second}": f"{_WINDS[first]}-{name}"
        for first in "NSEO"
        for second, name in _WINDS.items()
        if len(second) > 1 or {first, second} in ({"N", "O"}, {"N", "E"}, {"S", "O"}, {"S", "E"})
    },
    **_WINDS,
}
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
MONTH_ABBREVIATIONS = {
    "ene": 1, "feb": 2, "mar": 3, "abr": 4, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dic": 12,
}  # fmt: skip
MASCULINE_RANK, FEMININE_RANK = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
SHORT_RANK = "spellout-ordinal-masculine-adjective"
ROMAN_RANKED: Mapping[str, Gender] = {
    "guerra": _F, "república": _F, "edición": _F, "milenio": _M, "congreso": _M, "dinastía": _F,
    "feria": _F, "trofeo": _M, "premio": _M, "premios": _M, "concurso": _M, "festival": _M,
    "certamen": _M, "torneo": _M, "legislatura": _F, "internacional": _F, "plan": _M,
    "carrera": _F, "semana": _F, "bienal": _F, "cumbre": _F, "semestre": _M, "trimestre": _M,
    "cuatrimestre": _M, "región": _F, "división": _F, "imperio": _M, "reich": _M, "jornada": _F,
    "encuentro": _M, "foro": _M, "simposio": _M, "convención": _F, "aniversario": _M, "copa": _F,
    "vuelta": _F, "maratón": _M, "ciclo": _M, "concilio": _M, "cruzada": _F, "conferencia": _F,
    "convenio": _M, "liga": _F, "muestra": _F, "gala": _F, "exposición": _F, "marcha": _F,
    "centenario": _M,
}  # fmt: skip
