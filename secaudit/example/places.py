"""The offices of Shiomi City in official order, as they stand after 1 April of the last year."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    name: str
    english: str
    facts: tuple[str, ...] = ()


def place(name: str, english: str, *facts: str) -> Place:
    return Place(name, english, facts)


PI, NUMBER, OWNS, OUT, CLOUD = "personal_data", "my_number", "owns_system", "outsourcing", "cloud"
TELE, AI, CARD, SITE = "telework", "generative_ai", "ic_card", "public_site"
CAMERA, SNS, PART, MFP = "network_cameras", "sns", "fiscal_year_staff", "multifunction_printer"

BUREAUS: list[tuple[Place, list[Place]]] = [
    (place("市長公室", "Mayor's Office"), [
        place("秘書課", "Secretary Department", AI),
        place("企画調整課", "Planning Department", CLOUD, AI, TELE),
        place("広報広聴課", "Public Relations Department", SITE, SNS, CLOUD, OUT),
        place("デジタル推進課", "Digital Promotion Department", "chief_office", OWNS,
              "shared_infrastructure", "server_room", "csirt", CLOUD, OUT, TELE, AI, CARD,
              "extended_network_model", "direct_cloud", "wireless_lan", "develops_system", "rpa"),
    ]),
    (place("総務部", "General Affairs Bureau"), [
        place("総務課", "General Affairs Department", PI, MFP),
        place("職員課", "Personnel Department", PI, NUMBER, OWNS, CARD),
        place("財政課", "Finance Department", OWNS),
        place("管財契約課", "Property and Contracts Department", OUT, CAMERA, MFP),
        place("行政経営課", "Administrative Management Department", "audit_office"),
        place("危機管理課", "Crisis Management Department", OWNS, CAMERA, SNS),
    ]),
    (place("税務部", "Tax Bureau"), [
        place("市民税課", "Residents Tax Department", PI, NUMBER, OWNS, CARD, OUT, "standard_system", PART),
        place("資産税課", "Property Tax Department", PI, NUMBER, OWNS, CARD, "standard_system"),
        place("納税課", "Tax Collection Department", PI, NUMBER, OWNS, CARD, OUT, PART),
    ]),
    (place("市民生活部", "Citizens Bureau"), [
        place("市民課", "Citizens Department", PI, NUMBER, OWNS, CARD, OUT, "standard_system", PART),
        place("保険年金課", "Insurance and Pension Department", PI, NUMBER, OWNS, CARD, OUT, "standard_system", PART),
        place("市民協働課", "Community Department", SNS),
        place("人権男女共同参画課", "Human Rights Department", PI),
        place("環境課", "Environment Department", OUT),
        place("クリーンセンター", "Waste Centre", OUT, CAMERA, PART),
        place("東部出張所", "Eastern Branch Office", PI, NUMBER, CARD, PART),
    ]),
    (place("健康福祉部", "Health and Welfare Bureau"), [
        place("福祉総務課", "Welfare Affairs Department", PI, OUT),
        place("生活支援課", "Livelihood Support Department", PI, NUMBER, OWNS, CARD),
        place("障がい福祉課", "Disability Welfare Department", PI, NUMBER, CARD, OUT),
        place("高齢介護課", "Elderly Care Department", PI, NUMBER, OWNS, CARD, OUT, PART),
        place("健康づくり課", "Health Promotion Department", PI, NUMBER, CARD, OUT, SNS, PART),
        place("子育て支援課", "Child Support Department", PI, NUMBER, OWNS, CARD, OUT, PART),
        place("保育課", "Nursery Department", PI, NUMBER, CARD, OUT, PART),
    ]),
    (place("産業観光部", "Industry and Tourism Bureau"), [
        place("商工課", "Commerce Department", OUT),
        place("観光課", "Tourism Department", SNS, SITE, OUT, CLOUD, "public_wifi"),
        place("農林水産課", "Agriculture and Fisheries Department", OUT),
        place("港湾漁港課", "Harbour Department", CAMERA, OUT),
    ]),
    (place("都市建設部", "Urban Construction Bureau"), [
        place("都市計画課", "City Planning Department", OWNS, CLOUD),
        place("建築住宅課", "Building and Housing Department", PI, OWNS, OUT),
        place("土木課", "Civil Engineering Department", OUT, CAMERA),
        place("公園緑地課", "Parks Department", OUT, CAMERA),
        place("用地課", "Land Department", PI),
    ]),
    (place("上下水道部", "Water Bureau"), [
        place("水道業務課", "Water Services Department", PI, OWNS, OUT, PART),
        place("水道工務課", "Water Engineering Department", OWNS, "network_cameras"),
        place("下水道課", "Sewerage Department", OUT, OWNS),
    ]),
]  # fmt: skip

EDUCATION: list[Place] = [
    place("教育総務課", "Education Affairs Department", PI, OUT),
    place("学校教育課", "School Education Department", PI, OWNS, CLOUD, OUT),
    place("生涯学習課", "Lifelong Learning Department", PI, SNS, PART),
    place("図書館", "Library", PI, OWNS, OUT, "public_wifi", PART),
]

OTHERS: list[tuple[str, Place]] = [
    ("assembly", place("議会事務局", "Assembly Secretariat", SITE)),
    ("election", place("選挙管理委員会事務局", "Election Commission Secretariat", PI, OUT)),
]

# What was before 1 April of the last year: one renamed, two merged.
RENAMED = {"デジタル推進課": ("情報政策課", "Information Policy Department")}
MERGED = {
    "納税課": [("収納課", "Tax Receipts Department"), ("滞納整理課", "Tax Arrears Department")],
}

SYSTEMS = [  # code, name, English, owner
    ("S01", "住民記録システム", "Resident records", "市民課"),
    ("S02", "税総合システム", "Tax system", "市民税課"),
    ("S03", "国民健康保険システム", "Health insurance", "保険年金課"),
    ("S04", "介護保険システム", "Care insurance", "高齢介護課"),
    ("S05", "人事給与システム", "Personnel and payroll", "職員課"),
    ("S06", "財務会計システム", "Accounting", "財政課"),
    ("S07", "庁内ネットワーク", "City network", "デジタル推進課"),
    ("S08", "グループウェア", "Groupware", "デジタル推進課"),
    ("S09", "図書館システム", "Library system", "図書館"),
    ("S10", "水道料金システム", "Water billing", "水道業務課"),
    ("S11", "校務支援システム", "School administration", "学校教育課"),
    ("S12", "都市計画GIS", "City planning GIS", "都市計画課"),
]
