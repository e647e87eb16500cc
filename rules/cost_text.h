// The text that rules are timed on: plain news prose of this project's own, in
// both languages, with figures of every kind.  For rules/cost.cc alone.
#ifndef FACTMILL_RULES_COST_TEXT_H_
#define FACTMILL_RULES_COST_TEXT_H_

namespace factmill {

inline constexpr const char* kCostText[] = {
    "Luma Mills said on Tuesday that it will spend about 2.4 billion yuan ($331 million) on a "
    "second spinning hall beside the river, where 1,200 workers are to make 85,000 tonnes of yarn "
    "a year by the end of 2027. The first hall, opened in May 2019, runs at more than 90 percent "
    "of what it can make, and its orders rose 12.5 percent from a year earlier in the first "
    "quarter.",
    "\"We looked at three places between 2021 and 2023, and none of them had both a railway and a "
    "harbour within 40 kilometres,\" said Ida Corr, who has led the company for six years. The "
    "county lends it 60 to 80 acres at a rent of 5 dollars per square metre; in return at least "
    "two thirds of those hired must live in the valley.",
    "Traders were less pleased. Shares of the company fell 3.2 percent to 18.40 yuan, their lowest "
    "since December 14, and volume doubled to some 4.1 million. Analysts had expected a profit of "
    "between 310 million and 340 million yuan in the six months to June 30; it came to 287.6 "
    "million, down from 352.9 million in the same period last year.",
    "Elsewhere in the province, more than 20 towns have signed up for the programme since its "
    "start in 2016, and officials put the number of small workshops at nearly seven thousand. "
    "Some 45,000 households now earn part of their income from weaving, up fivefold in a decade, "
    "according to a survey of 2,300 people that was published last week by the college in "
    "Northmere. Power cuts of up to three hours a day, a drought that lasted 18 months, and a "
    "bridge closed in late 2022 did not help, it said.",
    "The museum next door keeps a loom that is 140 years old and weighs 1.6 tonnes. It stands on "
    "the second floor of building No. 7 and is shown every Saturday from 9:30 to 16:00; entry is "
    "free for children under 12. About 15,000 visitors came in 2024, the 50th year since it "
    "opened, and twice as many are hoped for this year.",
    "青溪县纺织厂5月12日宣布，计划投资约24亿元，在河东新建一座占地120亩的车间，预计2027年底投产，"
    "年产纱线8.5万吨，可带动就业1200余人。一期工程2019年建成，目前产能利用率超过90%，"
    "今年一季度订单同比增长12.5%，比上年同期提高3.4个百分点。",
    "县里的干部介绍，自2016年以来，全县已有二十多个乡镇加入这一计划，小作坊近七千家，"
    "4.5万户农民从中获得收入，户均每年增收3000元至5000元。去年上半年，全县实现产值36.8亿元，"
    "其中出口1.2亿美元，占三成以上，较十年前翻了两番。",
    "“我们前后看了三个地方，只有这里40公里内既有铁路又有港口。”厂长宋一鸣说，企业与县政府签订了"
    "为期20年的协议，每平方米租金5元，第一批设备共计180台（套），单台重约1.6吨，"
    "将于下个月运抵。工人平均月薪由4200元涨到5500元左右，每天工作8小时，每周休息两天。",
    "不过，股民并不买账。消息公布后，公司股价下跌3.2%，收于18.40元，创去年12月14日以来新低，"
    "成交量达410万股。分析师此前预计上半年净利润在3.1亿元到3.4亿元之间，而实际为2.876亿元，"
    "比上年同期的3.529亿元减少近两成。",
    "厂区隔壁的博物馆里保存着一台有140年历史的织机，陈列在七号楼二层，每逢周六9时30分至16时开放，"
    "12岁以下儿童免费。2024年接待参观者1.5万人次，今年是开馆五十周年，预计人数将增加一倍。"
    "“十四五”期间，当地还将修建三条公路、两座水库，总里程达86公里，总库容约1500万立方米。",
    "港口方面的消息说，今年前三季度吞吐量完成2.36亿吨，集装箱运量突破500万标箱，其中外贸占比42.7%。"
    "第一千艘货轮于9月28日凌晨靠泊，船长近400米。码头上有人一一清点货物，从早到晚，"
    "千方百计赶在台风到来之前把货装完，谁也说不准一共要装多少箱。",
};

}  // namespace factmill

#endif  // FACTMILL_RULES_COST_TEXT_H_
