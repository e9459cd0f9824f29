"""Names of people who do not exist."""

from random import Random

FAMILY = [
    ("佐藤", "サトウ", "Sato"), ("鈴木", "スズキ", "Suzuki"), ("髙橋", "タカハシ", "Takahashi"),
    ("田中", "タナカ", "Tanaka"), ("伊藤", "イトウ", "Ito"), ("渡邉", "ワタナベ", "Watanabe"),
    ("山本", "ヤマモト", "Yamamoto"), ("中村", "ナカムラ", "Nakamura"), ("小林", "コバヤシ", "Kobayashi"),
    ("加藤", "カトウ", "Kato"), ("吉田", "ヨシダ", "Yoshida"), ("山田", "ヤマダ", "Yamada"),
    ("佐々木", "ササキ", "Sasaki"), ("山口", "ヤマグチ", "Yamaguchi"), ("松本", "マツモト", "Matsumoto"),
    ("井上", "イノウエ", "Inoue"), ("木村", "キムラ", "Kimura"), ("林", "ハヤシ", "Hayashi"),
    ("斎藤", "サイトウ", "Saito"), ("清水", "シミズ", "Shimizu"), ("山﨑", "ヤマザキ", "Yamazaki"),
    ("森", "モリ", "Mori"), ("池田", "イケダ", "Ikeda"), ("橋本", "ハシモト", "Hashimoto"),
    ("阿部", "アベ", "Abe"), ("石川", "イシカワ", "Ishikawa"), ("前田", "マエダ", "Maeda"),
    ("藤田", "フジタ", "Fujita"), ("小川", "オガワ", "Ogawa"), ("後藤", "ゴトウ", "Goto"),
    ("岡田", "オカダ", "Okada"), ("長谷川", "ハセガワ", "Hasegawa"), ("村上", "ムラカミ", "Murakami"),
    ("近藤", "コンドウ", "Kondo"), ("石井", "イシイ", "Ishii"), ("坂本", "サカモト", "Sakamoto"),
    ("遠藤", "エンドウ", "Endo"), ("青木", "アオキ", "Aoki"), ("藤井", "フジイ", "Fujii"),
    ("西村", "ニシムラ", "Nishimura"), ("福田", "フクダ", "Fukuda"), ("太田", "オオタ", "Ota"),
    ("三浦", "ミウラ", "Miura"), ("岡本", "オカモト", "Okamoto"), ("松田", "マツダ", "Matsuda"),
    ("中川", "ナカガワ", "Nakagawa"), ("原田", "ハラダ", "Harada"), ("小野", "オノ", "Ono"),
]  # fmt: skip
GIVEN = [
    ("花子", "ハナコ", "Hanako"), ("一郎", "イチロウ", "Ichiro"), ("恵", "メグミ", "Megumi"),
    ("健", "ケン", "Ken"), ("直子", "ナオコ", "Naoko"), ("誠", "マコト", "Makoto"),
    ("由美", "ユミ", "Yumi"), ("修", "オサム", "Osamu"), ("真理", "マリ", "Mari"),
    ("隆", "タカシ", "Takashi"), ("洋子", "ヨウコ", "Yoko"), ("茂", "シゲル", "Shigeru"),
    ("香織", "カオリ", "Kaori"), ("亮", "リョウ", "Ryo"), ("智子", "トモコ", "Tomoko"),
    ("浩", "ヒロシ", "Hiroshi"), ("美咲", "ミサキ", "Misaki"), ("大輔", "ダイスケ", "Daisuke"),
    ("裕子", "ユウコ", "Yuko"), ("剛", "ツヨシ", "Tsuyoshi"), ("千尋", "チヒロ", "Chihiro"),
    ("進", "ススム", "Susumu"), ("薫", "カオル", "Kaoru"), ("勝", "マサル", "Masaru"),
]  # fmt: skip


def people(random: Random):
    """Name, kana and English name of one person after another; nobody twice."""
    pairs = [(family, given) for family in FAMILY for given in GIVEN]
    random.shuffle(pairs)
    for family, given in pairs:
        yield f"{family[0]}　{given[0]}", f"{family[1]}　{given[1]}", f"{given[2]} {family[2]}"
