-- The schema as the migrations make it: for reading and for comparing, made from the catalogue by "npm run schema:dump".
-- Never edited by hand and never run by the product; a change is a new file in migrations/.

create schema github;
create schema kpi;
create schema raw;
create schema report;
create schema sync;

create domain report.github_name as text;
create sequence raw.page_id_seq;

CREATE OR REPLACE FUNCTION kpi.lower_case(given text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE WHEN (octet_length(given) = length(given)) THEN lower((given COLLATE "C")) ELSE translate(lower((given COLLATE "C")), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡ς'::text, 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįiĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃σ'::text) END;

CREATE OR REPLACE FUNCTION kpi.words_of(folded text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT CASE WHEN ((strpos(parting.parted, '/'::text) > 0) OR (strpos(parting.parted, '  '::text) > 0)) THEN btrim(regexp_replace((parting.parted COLLATE "C"), '[ /]+'::text, ' '::text, 'g'::text)) ELSE btrim(parting.parted) END AS btrim FROM (((SELECT CASE WHEN ((octet_length(words_of.folded) = length(words_of.folded)) AND ((words_of.folded COLLATE "C") !~ '[[:cntrl:]]'::text)) THEN translate(words_of.folded, '!"$%&()*,-.:;<=>?@[\]^_{|}~'::text, repeat('/'::text, 27)) ELSE regexp_replace((words_of.folded COLLATE "C"), '[\u0001-\u001f!-"$-*,-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0609-\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u2bff\u2e00-\u2e7f\u2ff0-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30a0\u30fb\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\uffe0-\uffff\U0001f000-\U0001fbff\U000e0000-\U0010ffff]+'::text, '/'::text, 'g'::text) END AS marked OFFSET 0) marking CROSS JOIN LATERAL (SELECT CASE WHEN (strpos(marking.marked, '/'::text) > 0) THEN regexp_replace((marking.marked COLLATE "C"), '^([ /]*((types?|kind|category|categories|cat|area|topic|scope|component|comp|module|issue([ /]?type)?|tags?|theme|tenet|impact|status|state|resolution|triage|closed)[ /]*/[ /]*|[acit] ?/ ?(?=[^ /+#][^ /+#])))+(?=[^ /])'::text, ''::text) ELSE marking.marked END AS bare OFFSET 0) baring) CROSS JOIN LATERAL (SELECT CASE WHEN ((strpos(baring.bare, '+'::text) > 0) OR (strpos(baring.bare, '#'::text) > 0)) THEN regexp_replace((baring.bare COLLATE "C"), '(^|[ /])[+#]+|[+#]+(?=[^ /+#])'::text, ' '::text, 'g'::text) ELSE baring.bare END AS parted OFFSET 0) parting));

CREATE OR REPLACE FUNCTION kpi.normalise_label(label text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT COALESCE(NULLIF(kpi.words_of(CASE WHEN (strpos(folding.folded, ':'::text) > 0) THEN regexp_replace((folding.folded COLLATE "C"), '(^| ):[a-z0-9_+-]+:'::text, ' '::text, 'g'::text) ELSE folding.folded END), ''::text), NULLIF(kpi.words_of(folding.folded), ''::text), NULLIF(btrim(folding.folded), ''::text), normalise_label.label) AS "coalesce" FROM (SELECT kpi.lower_case(NORMALIZE(translate(normalise_label.label, '''’‘`´ʼ​‌‍⁠﻿­'::text, ''::text), NFKC)) AS folded OFFSET 0) folding);

create table github.account (
  account_id bigint not null,
  login text not null,
  account_type text,
  is_bot boolean not null,
  answered_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (account_id)
);

create table github.comment (
  repository_id bigint not null,
  comment_id bigint not null,
  number bigint,
  author_id bigint,
  author_association text,
  body text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint comment_pkey PRIMARY KEY (repository_id, comment_id)
);

create table github.commit (
  repository_id bigint not null,
  sha text not null,
  author_id bigint,
  author_email_sha256 text,
  committer_id bigint,
  subject text,
  is_merge boolean not null,
  parent_shas text[] not null,
  authored_at timestamp with time zone,
  committed_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint commit_pkey PRIMARY KEY (repository_id, sha)
);

create table github.contributor_stats (
  repository_id bigint not null,
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  total_commits bigint not null,
  first_week date,
  first_week_commits bigint,
  weeks date[] not null,
  week_commits bigint[] not null,
  constraint contributor_stats_pkey PRIMARY KEY (repository_id, contributor)
);

create table github.deployment (
  repository_id bigint not null,
  deployment_id bigint not null,
  sha text,
  ref text,
  task text,
  environment text,
  description text,
  creator_id bigint,
  is_transient boolean not null,
  is_production boolean not null,
  created_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint deployment_pkey PRIMARY KEY (repository_id, deployment_id)
);

create table github.event (
  event_id bigint not null,
  repository_id bigint,
  repository_name text,
  created_at timestamp with time zone,
  type text,
  action text,
  actor_id bigint,
  org_id bigint,
  is_public boolean,
  number bigint,
  is_merged boolean,
  ref text,
  ref_type text,
  head_sha text,
  before_sha text,
  label_name text,
  assignee_id bigint,
  html_url text,
  oddity text,
  entry jsonb,
  first_seen_at timestamp with time zone not null,
  is_cleaned boolean not null,
  constraint event_repository_id_created_at_event_id_key UNIQUE NULLS NOT DISTINCT (repository_id, created_at, event_id)
) partition by RANGE (created_at);

create table github.event_repository (
  repository_id bigint not null,
  name text not null,
  named_at timestamp with time zone not null,
  constraint event_repository_pkey PRIMARY KEY (repository_id)
);

create table github.fork (
  repository_id bigint not null,
  fork_id bigint not null,
  owner_id bigint,
  name text not null,
  created_at timestamp with time zone not null,
  pushed_at timestamp with time zone,
  stars bigint,
  is_archived boolean not null,
  deleted_at timestamp with time zone,
  constraint fork_pkey PRIMARY KEY (repository_id, fork_id)
);

create table github.issue (
  repository_id bigint not null,
  issue_id bigint not null,
  number bigint not null,
  is_pull_request boolean not null,
  state text not null,
  state_reason text,
  title text not null,
  body text,
  author_id bigint,
  author_association text,
  label_ids bigint[] not null,
  label_names text[] not null,
  assignee_ids bigint[] not null,
  milestone_id bigint,
  milestone_number bigint,
  milestone_title text,
  is_locked boolean not null,
  is_draft boolean,
  comments bigint not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  merged_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  deletion text,
  constraint issue_deletion_check CHECK ((deletion = ANY (ARRAY['deleted'::text, 'hidden'::text, 'transferred'::text]))),
  constraint issue_pkey PRIMARY KEY (repository_id, issue_id)
);

create table github.issue_event (
  repository_id bigint not null,
  event_id bigint not null,
  number bigint,
  event text not null,
  actor_id bigint,
  label_name text,
  assignee_id bigint,
  milestone_title text,
  renamed_from text,
  renamed_to text,
  requested_reviewer_id bigint,
  commit_sha text,
  state_reason text,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  label_id bigint,
  constraint issue_event_pkey PRIMARY KEY (repository_id, event_id)
);

create table github.issue_label_carry (
  repository_id bigint not null,
  number bigint not null,
  event_id bigint not null,
  part integer not null,
  label text not null,
  is_open boolean not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  is_start_known boolean default true not null,
  constraint issue_label_carry_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint issue_label_carry_ended_by_check CHECK ((ended_by = ANY (ARRAY['unlabeled'::text, 'label_deleted'::text, 'unknown'::text, 'closed'::text]))),
  constraint issue_label_carry_pkey PRIMARY KEY (repository_id, number, event_id, part)
);

create table github.issue_label_due (
  repository_id bigint not null,
  number bigint not null,
  marked_in xid8 default pg_current_xact_id() not null,
  constraint issue_label_due_pkey PRIMARY KEY (repository_id, number, marked_in)
);

create table github.issue_label_period (
  repository_id bigint not null,
  number bigint not null,
  event_id bigint not null,
  label text not null,
  is_pull_request boolean not null,
  labeled_at timestamp with time zone not null,
  unlabeled_at timestamp with time zone,
  ended_by text,
  begun_by text default 'labeled'::text not null,
  constraint issue_label_period_begun_by_check CHECK ((begun_by = ANY (ARRAY['labeled'::text, 'unknown'::text]))),
  constraint issue_label_period_check CHECK (((unlabeled_at IS NULL) = (ended_by IS NULL))),
  constraint issue_label_period_ended_by_check CHECK ((ended_by = ANY (ARRAY['unlabeled'::text, 'label_deleted'::text, 'unknown'::text]))),
  constraint issue_label_period_pkey PRIMARY KEY (repository_id, number, event_id)
);

create table github.issue_transfer (
  repository_id bigint not null,
  number bigint not null,
  issue_id bigint,
  to_repository_id bigint not null,
  to_repository text,
  to_number bigint not null,
  to_issue_id bigint,
  found_at timestamp with time zone not null,
  constraint issue_transfer_pkey PRIMARY KEY (repository_id, number)
);

create table github.label (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  color text,
  description text,
  is_default boolean not null,
  deleted_at timestamp with time zone,
  constraint label_pkey PRIMARY KEY (repository_id, label_id)
);

create table github.label_alias (
  repository_id bigint not null,
  former_name text not null,
  label_id bigint,
  until_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  constraint label_alias_pkey PRIMARY KEY (repository_id, former_name)
);

create table github.label_former_name (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  until_at timestamp with time zone not null,
  constraint label_former_name_pkey PRIMARY KEY (repository_id, label_id, until_at)
);

create table github.label_told_name (
  repository_id bigint not null,
  label_id bigint not null,
  name text not null,
  until_at timestamp with time zone not null,
  constraint label_told_name_pkey PRIMARY KEY (repository_id, label_id, name)
);

create table github.member (
  owner_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (owner_id, account_id, first_seen_at)
);

create table github.milestone (
  repository_id bigint not null,
  milestone_id bigint not null,
  number bigint not null,
  title text not null,
  description text,
  state text not null,
  creator_id bigint,
  open_issues bigint,
  closed_issues bigint,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  due_on timestamp with time zone,
  closed_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint milestone_pkey PRIMARY KEY (repository_id, milestone_id)
);

create table github.organization_admin (
  owner_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  constraint organization_admin_pkey PRIMARY KEY (owner_id, account_id, first_seen_at)
);

create table github.outside_collaborator (
  owner_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  constraint outside_collaborator_pkey PRIMARY KEY (owner_id, account_id, first_seen_at)
);

create table github.owner (
  owner_id bigint not null,
  login text not null,
  owner_type text not null,
  display_name text,
  public_repositories bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  answered_at timestamp with time zone not null,
  constraint owner_pkey PRIMARY KEY (owner_id)
);

create table github.owner_repository (
  owner_id bigint not null,
  repository_id bigint not null,
  name text not null,
  is_private boolean not null,
  visibility text,
  is_fork boolean not null,
  is_archived boolean not null,
  is_disabled boolean not null,
  created_at timestamp with time zone,
  pushed_at timestamp with time zone,
  joined_at timestamp with time zone not null,
  returned_at timestamp with time zone,
  left_at timestamp with time zone,
  moved_to text,
  constraint owner_repository_pkey PRIMARY KEY (owner_id, repository_id)
);

create table github.owner_repository_period (
  owner_id bigint not null,
  repository_id bigint not null,
  joined_at timestamp with time zone not null,
  left_at timestamp with time zone,
  constraint owner_repository_period_pkey PRIMARY KEY (owner_id, repository_id, joined_at)
);

create table github.public_member (
  owner_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  constraint public_member_pkey PRIMARY KEY (owner_id, account_id, first_seen_at)
);

create table github.pull_request (
  repository_id bigint not null,
  pull_request_id bigint not null,
  number bigint not null,
  state text not null,
  title text not null,
  author_id bigint,
  author_association text,
  is_draft boolean not null,
  base_ref text,
  base_sha text,
  head_ref text,
  head_sha text,
  head_repository_id bigint,
  requested_reviewer_ids bigint[] not null,
  requested_teams text[] not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  merged_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint pull_request_pkey PRIMARY KEY (repository_id, pull_request_id)
);

create table github.release (
  repository_id bigint not null,
  release_id bigint not null,
  tag_name text not null,
  name text,
  body text,
  author_id bigint,
  is_draft boolean not null,
  is_prerelease boolean not null,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint release_pkey PRIMARY KEY (repository_id, release_id)
);

create table github.repository (
  repository_id bigint not null,
  node_id text,
  owner text not null,
  name text not null,
  description text,
  is_private boolean not null,
  is_fork boolean not null,
  is_archived boolean not null,
  is_disabled boolean not null,
  has_issues boolean not null,
  default_branch text,
  stars bigint,
  forks bigint,
  subscribers bigint,
  open_issues bigint,
  size_kib bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  pushed_at timestamp with time zone,
  answered_at timestamp with time zone not null,
  visibility text,
  has_pull_requests boolean,
  constraint repository_pkey PRIMARY KEY (repository_id)
);

create table github.repository_daily (
  repository_id bigint not null,
  day date not null,
  stars bigint,
  forks bigint,
  subscribers bigint,
  open_issues bigint,
  size_kib bigint,
  answered_at timestamp with time zone not null,
  constraint repository_daily_pkey PRIMARY KEY (repository_id, day)
);

create table github.review (
  repository_id bigint not null,
  review_id bigint not null,
  number bigint not null,
  author_id bigint,
  author_association text,
  state text not null,
  body text,
  commit_sha text,
  submitted_at timestamp with time zone,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint review_pkey PRIMARY KEY (repository_id, review_id)
);

create table github.review_comment (
  repository_id bigint not null,
  review_comment_id bigint not null,
  number bigint,
  review_id bigint,
  in_reply_to_id bigint,
  author_id bigint,
  author_association text,
  path text,
  line bigint,
  commit_sha text,
  body text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_cleaned boolean not null,
  deleted_at timestamp with time zone,
  constraint review_comment_pkey PRIMARY KEY (repository_id, review_comment_id)
);

create table github.star_week (
  repository_id bigint not null,
  week date not null,
  stars bigint not null,
  stars_by_day bigint[] not null,
  constraint star_week_pkey PRIMARY KEY (repository_id, week)
);

create table github.team (
  owner_id bigint not null,
  team_id bigint not null,
  name text not null,
  slug text not null,
  description text,
  privacy text,
  parent_team_id bigint,
  first_seen_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint team_pkey PRIMARY KEY (owner_id, team_id)
);

create table github.team_member (
  owner_id bigint not null,
  team_id bigint not null,
  account_id bigint not null,
  first_seen_at timestamp with time zone not null,
  joined_at timestamp with time zone,
  left_at timestamp with time zone,
  role text,
  is_inherited boolean,
  constraint team_member_pkey PRIMARY KEY (owner_id, team_id, account_id, first_seen_at)
);

create table kpi.bot_rule (
  match text not null,
  pattern text not null,
  is_bot boolean default true not null,
  constraint bot_rule_match_check CHECK ((match = ANY (ARRAY['login'::text, 'prefix'::text, 'suffix'::text]))),
  constraint bot_rule_pattern_check CHECK (((pattern <> ''::text) AND (pattern = lower(pattern)))),
  constraint bot_rule_pkey PRIMARY KEY (match, pattern)
);

create table kpi.computation (
  repository_id bigint not null,
  family text not null,
  as_of date not null,
  definition_version integer not null,
  source_was_whole boolean,
  constraint computation_pkey PRIMARY KEY (repository_id, family)
);

create table kpi.contributions_monthly (
  repository_id bigint not null,
  contributor text not null,
  kind text not null,
  month date not null,
  account_id bigint,
  contributions integer not null,
  first_at timestamp with time zone not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint contributions_monthly_pkey PRIMARY KEY (repository_id, contributor, kind, month)
);

create table kpi.contributor_absence_monthly (
  repository_id bigint not null,
  month date not null,
  commits integer not null,
  contributors integer not null,
  contributor_absence_factor integer,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint contributor_absence_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table kpi.contributors_monthly (
  repository_id bigint not null,
  month date not null,
  active integer not null,
  new integer not null,
  "returning" integer not null,
  active_bots integer not null,
  new_bots integer not null,
  returning_bots integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint contributors_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table kpi.due_month (
  repository_id bigint not null,
  family text not null,
  month date not null,
  source text default ''::text not null,
  constraint due_month_pkey PRIMARY KEY (repository_id, family, month, source)
);

create table kpi.event_counts_hourly (
  repository_id bigint not null,
  month date not null,
  hour timestamp with time zone not null,
  type text not null,
  events integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint event_counts_hourly_pkey PRIMARY KEY (repository_id, hour, type)
);

create table kpi.follows (
  family text not null,
  source text not null,
  months_on integer,
  constraint follows_pkey PRIMARY KEY (family, source)
);

create table kpi.issue_flow_monthly (
  repository_id bigint not null,
  month date not null,
  issues_opened integer not null,
  issues_closed integer not null,
  issues_reopened integer not null,
  issues_active integer not null,
  open_at_month_end integer not null,
  answered integer not null,
  median_hours_to_first_response double precision,
  p85_hours_to_first_response double precision,
  mean_hours_to_first_response double precision,
  max_hours_to_first_response double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  mean_hours_to_close double precision,
  max_hours_to_close double precision,
  median_hours_to_close_of_opened double precision,
  p85_hours_to_close_of_opened double precision,
  mean_hours_to_close_of_opened double precision,
  max_hours_to_close_of_opened double precision,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint issue_flow_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table kpi.issue_labels_monthly (
  repository_id bigint not null,
  label text not null,
  month date not null,
  issues_opened integer not null,
  issues_closed integer not null,
  share_of_opened double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  labeled integer,
  unlabeled integer,
  open_at_month_end integer,
  median_hours_in_label double precision,
  open_at_month_end_current_labels integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint issue_labels_monthly_pkey PRIMARY KEY (repository_id, label, month)
);

create table kpi.label_categories_monthly (
  repository_id bigint not null,
  month date not null,
  category text not null,
  issues_opened integer not null,
  issues_closed integer not null,
  share double precision,
  rules_version integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint label_categories_monthly_pkey PRIMARY KEY (repository_id, month, category)
);

create table kpi.label_quality (
  repository_id bigint not null,
  as_of date not null,
  definition text not null,
  issues integer not null,
  defects integer not null,
  defect_density double precision not null,
  performance_issues integer not null,
  performance_share double precision not null,
  defect_labels text[] not null,
  performance_labels text[] not null,
  is_retroactive boolean not null,
  data_complete_through timestamp with time zone,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  rules_version integer,
  constraint label_quality_pkey PRIMARY KEY (repository_id, as_of, definition)
);

create table kpi.label_rule (
  definition text not null,
  category text not null,
  kind text default 'exact'::text not null,
  pattern text not null,
  needle text generated always as (
CASE
    WHEN (kind = 'regex'::text) THEN pattern
    WHEN (definition = 'vocabulary'::text) THEN kpi.normalise_label(pattern)
    ELSE kpi.lower_case(pattern)
END) stored not null,
  constraint label_rule_category_check CHECK ((((category COLLATE "C") ~ '^[^[:cntrl:]]{1,50}$'::text) AND (category = btrim(category)) AND (category = kpi.lower_case(category)))),
  constraint label_rule_defect_is_called_bug CHECK ((category <> 'defect'::text)),
  constraint label_rule_kind_check CHECK ((kind = ANY (ARRAY['exact'::text, 'prefix'::text, 'substring'::text, 'regex'::text]))),
  constraint label_rule_pattern_check CHECK ((pattern <> ''::text)),
  constraint label_rule_regex_check CHECK (((kind <> 'regex'::text) OR (((''::text COLLATE "C") ~ pattern) IS NOT NULL))),
  constraint label_rule_uncategorised_is_no_category CHECK ((category <> 'uncategorised'::text)),
  constraint label_rule_pkey PRIMARY KEY (definition, category, kind, pattern)
);

create table kpi.label_rule_change (
  definition text not null,
  version integer not null,
  action text not null,
  category text not null,
  kind text not null,
  pattern text not null,
  changed_at timestamp with time zone default clock_timestamp() not null,
  constraint label_rule_change_action_check CHECK ((action = ANY (ARRAY['added'::text, 'removed'::text]))),
  constraint label_rule_change_pkey PRIMARY KEY (definition, version, action, category, kind, pattern)
);

create table kpi.new_contributors (
  repository_id bigint not null,
  source text not null,
  contributor text not null,
  account_id bigint,
  login text,
  is_bot boolean not null,
  first_contribution_at timestamp with time zone not null,
  month date not null,
  total_commits_first_week bigint,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint new_contributors_pkey PRIMARY KEY (repository_id, source, contributor)
);

create table kpi.new_contributors_monthly (
  repository_id bigint not null,
  month date not null,
  source text not null,
  new_contributors integer not null,
  new_bots integer not null,
  new_without_account integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint new_contributors_monthly_pkey PRIMARY KEY (repository_id, month, source)
);

create table kpi.pull_request_flow_monthly (
  repository_id bigint not null,
  month date not null,
  opened integer not null,
  authors integer not null,
  opened_without_author integer not null,
  merged integer not null,
  closed_unmerged integer not null,
  reopened integer not null,
  active integer not null,
  open_at_month_end integer not null,
  mean_seconds_between_pull_requests double precision,
  answered integer not null,
  median_hours_to_first_response double precision,
  p85_hours_to_first_response double precision,
  mean_hours_to_first_response double precision,
  max_hours_to_first_response double precision,
  median_hours_from_ready_to_first_response double precision,
  p85_hours_from_ready_to_first_response double precision,
  mean_hours_from_ready_to_first_response double precision,
  max_hours_from_ready_to_first_response double precision,
  reviewed integer not null,
  median_hours_to_first_review double precision,
  p85_hours_to_first_review double precision,
  mean_hours_to_first_review double precision,
  max_hours_to_first_review double precision,
  median_hours_from_ready_to_first_review double precision,
  p85_hours_from_ready_to_first_review double precision,
  mean_hours_from_ready_to_first_review double precision,
  max_hours_from_ready_to_first_review double precision,
  median_hours_to_merge double precision,
  p85_hours_to_merge double precision,
  mean_hours_to_merge double precision,
  max_hours_to_merge double precision,
  median_hours_to_merge_of_opened double precision,
  p85_hours_to_merge_of_opened double precision,
  mean_hours_to_merge_of_opened double precision,
  max_hours_to_merge_of_opened double precision,
  median_hours_to_close double precision,
  p85_hours_to_close double precision,
  mean_hours_to_close double precision,
  max_hours_to_close double precision,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint pull_request_flow_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table kpi.recomputation (
  repository_id bigint not null,
  family text not null,
  reason text not null,
  months integer,
  first_month date,
  last_month date,
  month_list text,
  definition_version integer not null,
  recomputed_at timestamp with time zone not null,
  constraint recomputation_pkey PRIMARY KEY (repository_id, family, reason)
);

create table kpi.releases_monthly (
  repository_id bigint not null,
  month date not null,
  releases integer not null,
  prereleases integer not null,
  definition_version integer not null,
  computed_at timestamp with time zone not null,
  constraint releases_monthly_pkey PRIMARY KEY (repository_id, month)
);

create table kpi.row_count (
  summary_table text not null,
  repository_id bigint not null,
  part text not null,
  rows bigint not null,
  constraint row_count_pkey PRIMARY KEY (summary_table, repository_id, part)
);

create table raw.page (
  page_id bigint default nextval('raw.page_id_seq'::regclass) not null,
  stored_at timestamp with time zone default now() not null,
  subject_id bigint not null,
  resource text not null,
  url text not null,
  answered_at timestamp with time zone not null,
  status integer default 200 not null,
  stage text,
  is_cleaned boolean not null,
  stage_error text,
  body text not null,
  constraint page_pkey PRIMARY KEY (subject_id, page_id, stored_at)
) partition by RANGE (stored_at);

create table sync.api_key (
  key_id text not null,
  name text not null,
  scope text not null,
  digest bytea not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_digest_check CHECK ((octet_length(digest) = 32)),
  constraint api_key_key_id_check CHECK ((key_id ~ '^[a-z0-9]{12}$'::text)),
  constraint api_key_scope_check CHECK ((scope = ANY (ARRAY['read'::text, 'admin'::text]))),
  constraint api_key_pkey PRIMARY KEY (key_id)
);

create table sync.budget (
  credential text not null,
  bucket text not null,
  quota integer,
  remaining integer,
  reset_at timestamp with time zone,
  blocked_until timestamp with time zone,
  tokens double precision not null,
  refilled_at timestamp with time zone not null,
  last_granted integer default 0 not null,
  blocked_seconds double precision,
  held jsonb default '{}'::jsonb not null,
  requests bigint default 0 not null,
  not_modified bigint default 0 not null,
  constraint budget_pkey PRIMARY KEY (credential, bucket)
);

create table sync.cursor (
  subject_id bigint not null,
  resource text not null,
  window_key text not null,
  since timestamp with time zone,
  until timestamp with time zone,
  "position" timestamp with time zone,
  next_url text,
  second_page integer default 0 not null,
  second_pass integer default 0 not null,
  second_changed integer default 0 not null,
  probe_etag text,
  probe_etag_key text,
  probe_last_page integer,
  probe_newest timestamp with time zone,
  splits_left integer default 0 not null,
  started_at timestamp with time zone not null,
  step integer default 0 not null,
  pages integer default 0 not null,
  requests integer default 0 not null,
  rows_inserted bigint default 0 not null,
  rows_updated bigint default 0 not null,
  is_pass boolean default false not null,
  purpose text not null,
  begin_at timestamp with time zone,
  is_last boolean default false not null,
  head_sha text,
  base_sha text,
  stale_since timestamp with time zone,
  rows_shown bigint default 0 not null,
  last_row integer,
  second_size integer,
  oldest timestamp with time zone,
  constraint cursor_purpose_check CHECK ((purpose = ANY (ARRAY['follow'::text, 'load'::text, 'reconcile'::text, 'backfill'::text]))),
  constraint cursor_pkey PRIMARY KEY (subject_id, resource, window_key)
);

create table sync.doubt (
  subject_id bigint not null,
  resource text not null,
  kind text not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  days integer not null,
  asked_by text not null,
  answers integer not null,
  constraint doubt_pkey PRIMARY KEY (subject_id, resource)
);

create table sync.events_dropped (
  is_only boolean default true not null,
  dropped_through timestamp with time zone not null,
  constraint events_dropped_is_only_check CHECK (is_only),
  constraint events_dropped_pkey PRIMARY KEY (is_only)
);

create table sync.feed (
  subject_kind text not null,
  subject_id bigint not null,
  resource text not null,
  path text not null,
  polls bigint default 0 not null,
  polled_at timestamp with time zone,
  answered_at timestamp with time zone,
  read_whole_at timestamp with time zone,
  poll_seconds double precision default 60 not null,
  seen_ids bigint[] default '{}'::bigint[] not null,
  newest_at timestamp with time zone,
  unheard_ids bigint[] default '{}'::bigint[] not null,
  estimator text,
  estimate jsonb,
  constraint feed_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint feed_pkey PRIMARY KEY (subject_id, resource)
);

create table sync.gap (
  subject_id bigint not null,
  resource text not null,
  gap text not null,
  reason text not null,
  found_at timestamp with time zone not null,
  is_open boolean default true not null,
  page_id bigint,
  since timestamp with time zone,
  until timestamp with time zone,
  is_passed boolean,
  tries integer default 0 not null,
  next_try_at timestamp with time zone,
  constraint gap_pkey PRIMARY KEY (subject_id, resource, gap)
);

create table sync.graphql_refusal (
  credential text not null,
  subject_kind text not null,
  subject_id bigint not null,
  reason text not null,
  next_try_at timestamp with time zone not null,
  constraint graphql_refusal_pkey PRIMARY KEY (credential, subject_kind, subject_id)
);

create table sync.island (
  subject_id bigint not null,
  resource text not null,
  since_at timestamp with time zone,
  until_at timestamp with time zone not null,
  constraint island_check CHECK ((since_at < until_at)),
  constraint island_pkey PRIMARY KEY (subject_id, resource, until_at)
);

create table sync.item (
  subject_id bigint not null,
  resource text not null,
  item text not null,
  wanted_version text not null,
  read_version text,
  etag text,
  etag_key text,
  constraint item_pkey PRIMARY KEY (subject_id, resource, item)
);

create table sync.loop (
  workflow_id text not null,
  owner text not null,
  name text,
  subject_id bigint,
  every text not null,
  resources text[] not null,
  state text not null,
  reason text,
  next_sync_at timestamp with time zone,
  changed_at timestamp with time zone default now() not null,
  kind text not null,
  subject_kind text not null,
  refusals integer default 0 not null,
  refusal_seconds double precision,
  refused_to text,
  constraint loop_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint loop_pkey PRIMARY KEY (workflow_id),
  constraint loop_kind_subject_kind_subject_id_key UNIQUE (kind, subject_kind, subject_id)
);

create table sync.mark (
  subject_id bigint not null,
  source text not null,
  month date not null,
  marked_in xid8 default pg_current_xact_id() not null,
  constraint mark_pkey PRIMARY KEY (subject_id, source, month, marked_in)
);

create table sync.origin (
  is_only boolean default true not null,
  api_url text not null,
  api_version text,
  release text,
  constraint origin_is_only_check CHECK (is_only),
  constraint origin_pkey PRIMARY KEY (is_only)
);

create table sync.owner_loop (
  owner_id bigint not null,
  repository_id bigint not null,
  left_out text,
  state text default 'none'::text not null,
  workflow_id text,
  stopped_because text,
  swept_in text,
  changed_at timestamp with time zone default clock_timestamp() not null,
  constraint owner_loop_state_check CHECK ((state = ANY (ARRAY['none'::text, 'starting'::text, 'started'::text, 'by_hand'::text, 'removed'::text, 'stopping'::text, 'stopped'::text]))),
  constraint owner_loop_pkey PRIMARY KEY (owner_id, repository_id)
);

create table sync.quota_use (
  credential text not null,
  bucket text not null,
  hour timestamp with time zone not null,
  subject_kind text not null,
  subject_name text not null,
  subject_id bigint,
  requests bigint not null,
  constraint quota_use_pkey PRIMARY KEY (credential, bucket, hour, subject_kind, subject_name)
);

create table sync.raw_dropped (
  subject_id bigint not null,
  dropped_through timestamp with time zone not null,
  subject_kind text not null,
  constraint raw_dropped_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint raw_dropped_pkey PRIMARY KEY (subject_kind, subject_id)
);

create table sync.resource (
  subject_id bigint not null,
  resource text not null,
  state text default 'loading'::text not null,
  reason text,
  attempts integer default 0 not null,
  next_try_at timestamp with time zone,
  watermark timestamp with time zone,
  etag text,
  etag_key text,
  complete_from timestamp with time zone,
  complete_through timestamp with time zone,
  rows_stored bigint default 0 not null,
  github_total bigint,
  is_truncated boolean default false not null,
  pages bigint default 0 not null,
  requests bigint default 0 not null,
  not_modified bigint default 0 not null,
  source_version text,
  series_started_at timestamp with time zone,
  stale_since timestamp with time zone,
  is_pass_wanted boolean default false not null,
  pass_since timestamp with time zone,
  reconciled_at timestamp with time zone,
  subject_kind text default 'repository'::text not null,
  head_sha text,
  reach_at timestamp with time zone,
  refusals integer default 0 not null,
  refusal_seconds double precision,
  refused_to text,
  page_sizes jsonb,
  rows_expected bigint,
  touched_at timestamp with time zone default clock_timestamp() not null,
  awaited_at timestamp with time zone,
  read_by text,
  read_by_reason text,
  constraint resource_read_by_check CHECK ((read_by = ANY (ARRAY['GraphQL'::text, 'REST'::text]))),
  constraint resource_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['repository'::text, 'owner'::text, 'public'::text]))),
  constraint resource_pkey PRIMARY KEY (subject_id, resource)
);

create table sync.run (
  run_id bigint generated always as identity not null,
  subject_id bigint not null,
  resource text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  pages integer not null,
  requests integer not null,
  rows_inserted bigint not null,
  rows_updated bigint not null,
  constraint run_pkey PRIMARY KEY (run_id)
);

create table sync.seen (
  subject_id bigint not null,
  resource text not null,
  row_id text not null,
  constraint seen_pkey PRIMARY KEY (subject_id, resource, row_id)
);

create table sync.task_queue (
  task_queue text not null,
  kind text not null,
  waiting bigint,
  oldest_seconds integer not null,
  counted_at timestamp with time zone not null,
  constraint task_queue_pkey PRIMARY KEY (task_queue, kind)
);

create table sync.webhook_delivery (
  signature bytea not null,
  received_at timestamp with time zone default clock_timestamp() not null,
  constraint webhook_delivery_signature_check CHECK ((octet_length(signature) = 32)),
  constraint webhook_delivery_pkey PRIMARY KEY (signature)
);
create table github.event_undated partition of github.event DEFAULT;

CREATE INDEX comment_repository_id_created_at_idx ON github.comment USING btree (repository_id, created_at);
CREATE INDEX comment_repository_id_number_created_at_idx ON github.comment USING btree (repository_id, number, created_at);
CREATE INDEX commit_repository_id_authored_at_idx ON github.commit USING btree (repository_id, authored_at);
CREATE INDEX deployment_repository_id_created_at_idx ON github.deployment USING btree (repository_id, created_at);
CREATE INDEX event_created_at_idx ON ONLY github.event USING btree (created_at);
CREATE INDEX event_repository_lower_idx ON github.event_repository USING btree (lower(name));
CREATE INDEX issue_repository_id_closed_at_idx ON github.issue USING btree (repository_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX issue_repository_id_created_at_idx ON github.issue USING btree (repository_id, created_at);
CREATE INDEX issue_repository_id_number_idx ON github.issue USING btree (repository_id, number);
CREATE INDEX issue_repository_id_updated_at_idx ON github.issue USING btree (repository_id, updated_at);
CREATE INDEX issue_event_repository_id_created_at_idx ON github.issue_event USING btree (repository_id, created_at);
CREATE INDEX issue_event_repository_id_number_created_at_idx ON github.issue_event USING btree (repository_id, number, created_at);
CREATE INDEX issue_label_carry_repository_id_ended_at_idx ON github.issue_label_carry USING btree (repository_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX issue_label_carry_repository_id_started_at_idx ON github.issue_label_carry USING btree (repository_id, started_at);
CREATE INDEX issue_label_period_repository_id_labeled_at_idx ON github.issue_label_period USING btree (repository_id, labeled_at) WHERE (NOT is_pull_request);
CREATE INDEX issue_label_period_repository_id_unlabeled_at_idx ON github.issue_label_period USING btree (repository_id, unlabeled_at) WHERE ((NOT is_pull_request) AND (unlabeled_at IS NOT NULL));
CREATE UNIQUE INDEX member_owner_id_account_id_idx ON github.member USING btree (owner_id, account_id) WHERE (left_at IS NULL);
CREATE UNIQUE INDEX organization_admin_owner_id_account_id_idx ON github.organization_admin USING btree (owner_id, account_id) WHERE (left_at IS NULL);
CREATE UNIQUE INDEX outside_collaborator_owner_id_account_id_idx ON github.outside_collaborator USING btree (owner_id, account_id) WHERE (left_at IS NULL);
CREATE INDEX owner_lower_idx ON github.owner USING btree (lower(login));
CREATE UNIQUE INDEX public_member_owner_id_account_id_idx ON github.public_member USING btree (owner_id, account_id) WHERE (left_at IS NULL);
CREATE INDEX pull_request_repository_id_closed_at_idx ON github.pull_request USING btree (repository_id, closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX pull_request_repository_id_created_at_idx ON github.pull_request USING btree (repository_id, created_at);
CREATE INDEX pull_request_repository_id_merged_at_idx ON github.pull_request USING btree (repository_id, merged_at) WHERE (merged_at IS NOT NULL);
CREATE INDEX pull_request_repository_id_number_idx ON github.pull_request USING btree (repository_id, number);
CREATE INDEX repository_lower_idx ON github.repository USING btree (lower(((owner || '/'::text) || name)));
CREATE INDEX repository_lower_lower1_idx ON github.repository USING btree (lower(owner), lower(name));
CREATE INDEX review_repository_id_number_submitted_at_idx ON github.review USING btree (repository_id, number, submitted_at);
CREATE INDEX review_repository_id_submitted_at_idx ON github.review USING btree (repository_id, submitted_at) WHERE (submitted_at IS NOT NULL);
CREATE INDEX review_comment_repository_id_created_at_idx ON github.review_comment USING btree (repository_id, created_at);
CREATE INDEX review_comment_repository_id_number_created_at_idx ON github.review_comment USING btree (repository_id, number, created_at);
CREATE UNIQUE INDEX team_member_owner_id_team_id_account_id_idx ON github.team_member USING btree (owner_id, team_id, account_id) WHERE (left_at IS NULL);
CREATE INDEX contributions_monthly_repository_id_month_idx ON kpi.contributions_monthly USING btree (repository_id, month);
CREATE INDEX issue_labels_monthly_repository_id_month_label_idx ON kpi.issue_labels_monthly USING btree (repository_id, month, label);
CREATE INDEX new_contributors_account_id_idx ON kpi.new_contributors USING btree (account_id);
CREATE INDEX new_contributors_repository_id_month_source_idx ON kpi.new_contributors USING btree (repository_id, month, source);
CREATE UNIQUE INDEX api_key_name_idx ON sync.api_key USING btree (name) WHERE (revoked_at IS NULL);
CREATE INDEX item_repository_id_resource_item_idx ON sync.item USING btree (subject_id, resource, item) WHERE (read_version IS DISTINCT FROM wanted_version);
CREATE INDEX loop_subject_kind_subject_id_idx ON sync.loop USING btree (subject_kind, subject_id);
CREATE INDEX owner_loop_workflow_id_idx ON sync.owner_loop USING btree (workflow_id);
CREATE INDEX run_repository_id_resource_ended_at_idx ON sync.run USING btree (subject_id, resource, ended_at);
CREATE INDEX webhook_delivery_received_at_idx ON sync.webhook_delivery USING btree (received_at);

CREATE OR REPLACE FUNCTION github.ensure_event_partitions(days date[])
 RETURNS SETOF text
 LANGUAGE plpgsql
AS $function$
declare
  day date;
  partition text;
begin
  for day in select distinct unnest(days) order by 1 loop
    partition := 'event_' || to_char(day, 'YYYY_MM_DD');
    continue when to_regclass('github.' || partition) is not null;
    -- One maker at a time, until its transaction ends; who has waited finds it made.
    perform sync.take_lock('github.event', 0);
    continue when to_regclass('github.' || partition) is not null;
    -- Made apart and attached then, so that nobody who writes events waits.
    execute format('create table github.%I (like github.event including defaults including constraints)', partition);
    execute format(
      'alter table github.event attach partition github.%I for values from (%L) to (%L)',
      partition, to_char(day, 'YYYY-MM-DD 00:00:00+00'), to_char(day + 1, 'YYYY-MM-DD 00:00:00+00')
    );
    return next partition;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION github.note_owner_repository_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' or (old.left_at is not null and new.left_at is null) then
    insert into github.owner_repository_period (owner_id, repository_id, joined_at)
    values (new.owner_id, new.repository_id, coalesce(new.returned_at, new.joined_at))
    on conflict do nothing;
  elsif old.left_at is null and new.left_at is not null then
    update github.owner_repository_period set left_at = new.left_at
    where owner_id = new.owner_id and repository_id = new.repository_id and left_at is null;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.count_contributions_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'contributions_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(kind, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributions_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'contributions_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributions_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'contributions_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(kind, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributor_absence_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'contributor_absence_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributor_absence_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'contributor_absence_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributor_absence_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'contributor_absence_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributors_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'contributors_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributors_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'contributors_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_contributors_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'contributors_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_event_counts_hourly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'event_counts_hourly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(type, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_event_counts_hourly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'event_counts_hourly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_event_counts_hourly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'event_counts_hourly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(type, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_flow_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'issue_flow_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_flow_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'issue_flow_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_flow_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'issue_flow_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_labels_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'issue_labels_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_labels_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'issue_labels_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_issue_labels_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'issue_labels_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_categories_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'label_categories_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(category, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_categories_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'label_categories_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_categories_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'label_categories_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(category, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_quality_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'label_quality'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(definition, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_quality_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'label_quality';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_label_quality_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'label_quality'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(definition, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'new_contributors'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(source, ''))) as part (name)
        where part.name is not null and ( source <> 'any' )
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'new_contributors';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'new_contributors_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(source, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'new_contributors_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'new_contributors_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(source, ''))) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_new_contributors_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'new_contributors'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text), (nullif(source, ''))) as part (name)
        where part.name is not null and ( source <> 'any' )
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_pull_request_flow_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'pull_request_flow_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_pull_request_flow_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'pull_request_flow_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_pull_request_flow_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'pull_request_flow_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_releases_monthly_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          insert into kpi.row_count as kept (summary_table, repository_id, part, rows)
          select * from (
        select 'releases_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as added
          order by repository_id, part
          on conflict (summary_table, repository_id, part) do update set rows = kept.rows + excluded.rows;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_releases_monthly_emptied()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          delete from kpi.row_count where summary_table = 'releases_monthly';
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.count_releases_monthly_removed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          -- A purge may have forgotten the count already.
          update kpi.row_count as kept set rows = kept.rows - removed.rows
          from (
        select 'releases_monthly'::text as summary_table, repository_id, part.name as part, count(*) as rows
        from changed
        cross join lateral (values (''::text)) as part (name)
        where part.name is not null and (true)
        group by repository_id, part.name
      ) as removed
          where kept.summary_table = removed.summary_table and kept.repository_id = removed.repository_id
            and kept.part = removed.part;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION kpi.is_bot(login text, is_bot boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  lowered constant text := lower(login);
  verdict boolean;
begin
  select rule.is_bot into verdict
  from kpi.bot_rule as rule
  where case rule.match
    when 'login' then rule.pattern = lowered
    when 'prefix' then starts_with(lowered, rule.pattern)
    else right(lowered, length(rule.pattern)) = rule.pattern
  end
  -- A whole login says more than any part of it, and the longest part most of these.
  order by rule.match = 'login' desc, length(rule.pattern) desc, rule.match
  limit 1;
  return coalesce(verdict, is_bot, false);
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.months(first_day date, last_day date)
 RETURNS SETOF date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT ROWS 60
BEGIN ATOMIC
 SELECT (step.month)::date AS month
    FROM generate_series(date_trunc('month'::text, (months.first_day)::timestamp without time zone), (months.last_day)::timestamp without time zone, '1 mon'::interval) step(month);
END;

CREATE OR REPLACE FUNCTION kpi.months_of(source_table regclass, source_column name, summary_table regclass, repository_ids bigint[], as_of date)
 RETURNS TABLE(repository_id bigint, month date)
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return query execute format(
    'select given.repository_id, steps.month::date
     from unnest($1) as given (repository_id)
     cross join lateral (
       select min(source.%1$I) as instant from %2$s as source where source.repository_id = given.repository_id
     ) as first
     cross join lateral generate_series(
       date_trunc(''month'', first.instant at time zone ''utc''), date_trunc(''month'', $2::timestamp), interval ''1 month''
     ) as steps (month)
     union
     select summary.repository_id, summary.month from %3$s as summary where summary.repository_id = any ($1)',
    source_column, source_table, summary_table
  ) using repository_ids, as_of;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.note_label_rules()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- One after the other: a version would have two meanings.
  lock table kpi.label_rule_change in share row exclusive mode;
  with written as (
    select definition, category, kind, pattern
    from (
      select distinct on (definition, category, kind, pattern) definition, category, kind, pattern, action
      from kpi.label_rule_change
      order by definition, category, kind, pattern, version desc
    ) as latest
    where action = 'added'
  ),
  difference as (
    (select 'added' as action, * from (select definition, category, kind, pattern from kpi.label_rule except table written) as rule)
    union all
    (select 'removed', * from (table written except select definition, category, kind, pattern from kpi.label_rule) as rule)
  ),
  noted as (
    insert into kpi.label_rule_change (definition, version, action, category, kind, pattern)
    select definition, coalesce(latest.version, 0) + 1, action, category, kind, pattern
    from difference
    left join (select definition, max(version) as version from kpi.label_rule_change group by definition) as latest using (definition)
    returning definition
  )
  insert into sync.mark (subject_id, source, month)
  select repository_id, 'label_rules', '-infinity'
  from github.repository
  where 'vocabulary' in (select definition from noted)
  order by repository_id
  on conflict do nothing;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.recount_accounts(account_ids bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if cardinality(account_ids) = 0 then
    return;
  end if;
  -- A computation under way has decided by the old word, and its people cannot be seen before it ends.
  lock table kpi.new_contributors in share mode;
  insert into kpi.due_month (repository_id, family, month, source)
  select distinct person.repository_id, follower.family, '-infinity'::date, 'accounts'
  from kpi.new_contributors as person
  cross join (
    values ('contributors'), ('contributions'), ('contributor_absence'), ('issue_flow'), ('pull_request_flow')
  ) as follower (family)
  where person.account_id = any (account_ids)
  order by 1, 2
  on conflict do nothing;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.recount_changed_accounts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- A rule that is being changed cannot be seen yet, and whoever changes it does not see the new login.
  lock table kpi.bot_rule in share mode;
  if kpi.is_bot(old.login, old.is_bot) is distinct from kpi.is_bot(new.login, new.is_bot) then
    perform kpi.recount_accounts(array[new.account_id]);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.recount_ruled_accounts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  rule record;
begin
  for rule in select new.match, new.pattern where tg_op <> 'DELETE' union select old.match, old.pattern where tg_op <> 'INSERT' loop
    perform kpi.recount_accounts(array(
      select account_id
      from github.account
      where case rule.match
        when 'login' then lower(login) = rule.pattern
        when 'prefix' then starts_with(lower(login), rule.pattern)
        when 'suffix' then right(lower(login), length(rule.pattern)) = rule.pattern
      end
    ));
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION kpi.takes_label(definition text, kind text, needle text, lowered text, normalised text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (kind = 'regex'::text) THEN ((CASE definition WHEN 'vocabulary'::text THEN normalised ELSE lowered END COLLATE "C") ~* needle) WHEN (definition <> 'vocabulary'::text) THEN CASE kind WHEN 'exact'::text THEN (lowered = needle) WHEN 'prefix'::text THEN starts_with(lowered, needle) ELSE (strpos(lowered, needle) > 0) END WHEN (kind = 'exact'::text) THEN (replace(normalised, ' '::text, ''::text) = replace(needle, ' '::text, ''::text)) WHEN (kind = 'prefix'::text) THEN starts_with((normalised || ' '::text), (needle || ' '::text)) ELSE (strpos(((' '::text || normalised) || ' '::text), ((' '::text || needle) || ' '::text)) > 0) END;

CREATE OR REPLACE FUNCTION raw.ensure_partitions(first_day date, last_day date)
 RETURNS SETOF text
 LANGUAGE plpgsql
AS $function$
declare
  day date;
  partition text;
begin
  for day in select first_day + place from generate_series(0, last_day - first_day) as place loop
    partition := 'page_' || to_char(day, 'YYYY_MM_DD');
    if not exists (select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition) then
      -- One maker at a time, until its transaction ends; who has waited finds it made.
      perform sync.take_lock('raw.page', 0);
    end if;
    if exists (select from pg_class where relnamespace = 'raw'::regnamespace and relname = partition) then
      execute format('lock table raw.%I in access share mode', partition);
      continue;
    end if;
    -- Made apart and attached then: "create table … partition of" would keep every writer of raw.page waiting.
    execute format('create table raw.%I (like raw.page including defaults including constraints)', partition);
    execute format(
      'alter table raw.page attach partition raw.%I for values from (%L) to (%L)',
      partition, to_char(day, 'YYYY-MM-DD 00:00:00+00'), to_char(day + 1, 'YYYY-MM-DD 00:00:00+00')
    );
    return next partition;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION report.api_key(id text)
 RETURNS TABLE(name text, scope text, digest bytea, is_use_due boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT api_key.name,
     api_key.scope,
     api_key.digest,
     COALESCE((api_key.last_used_at < (clock_timestamp() - '00:01:00'::interval)), true) AS "coalesce"
    FROM sync.api_key
   WHERE ((api_key.key_id = api_key.id) AND (api_key.revoked_at IS NULL));
END;

CREATE OR REPLACE FUNCTION report.event_intervals_at(ids bigint[], as_of timestamp with time zone)
 RETURNS TABLE(repository_id bigint, measure text, type text, action text, events integer, mean_seconds_between double precision, first_at timestamp with time zone, last_at timestamp with time zone, window_from timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT known.repository_id,
         CASE
             WHEN (GROUPING(recent.action) = 1) THEN 'type'::text
             ELSE 'type and action'::text
         END AS "case",
     recent.type,
     recent.action,
     (count(*))::integer AS count,
         CASE
             WHEN (count(*) > 1) THEN ((EXTRACT(epoch FROM (max(recent.created_at) - min(recent.created_at))))::double precision / ((count(*) - 1))::double precision)
             ELSE NULL::double precision
         END AS "case",
     min(recent.created_at) AS min,
     max(recent.created_at) AS max,
     recent.window_from
    FROM (github.event_repository known
      CROSS JOIN LATERAL ( SELECT latest.type,
             latest.action,
             latest.created_at,
                 CASE
                     WHEN (count(*) OVER () < 500) THEN (event_intervals_at.as_of - '168:00:00'::interval)
                     ELSE min(latest.created_at) OVER ()
                 END AS window_from
            FROM ( SELECT event.type,
                     event.action,
                     event.created_at
                    FROM github.event
                   WHERE ((event.repository_id = known.repository_id) AND (event.created_at > (event_intervals_at.as_of - '168:00:00'::interval)) AND (event.created_at <= event_intervals_at.as_of))
                   ORDER BY event.created_at DESC, event.event_id DESC
                  LIMIT 500) latest) recent)
   WHERE (((event_intervals_at.ids IS NULL) OR (known.repository_id = ANY (event_intervals_at.ids))) AND (recent.type IS NOT NULL))
   GROUP BY GROUPING SETS ((known.repository_id, recent.window_from, recent.type), (known.repository_id, recent.window_from, recent.type, recent.action))
  HAVING ((GROUPING(recent.action) = 1) OR (recent.action IS NOT NULL));
END;

CREATE OR REPLACE FUNCTION report.has_api_keys()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM sync.api_key
           WHERE (api_key.revoked_at IS NULL))) AS "exists";
END;

CREATE OR REPLACE FUNCTION report.is_known_webhook_delivery(signature bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM sync.webhook_delivery known
           WHERE (known.signature = is_known_webhook_delivery.signature))) AS "exists";
END;

CREATE OR REPLACE FUNCTION report.is_other_name(report.github_name, report.github_name)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower(($1)::text) <> lower(($2)::text));

CREATE OR REPLACE FUNCTION report.is_other_name(report.github_name, text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower(($1)::text) <> lower($2));

CREATE OR REPLACE FUNCTION report.is_other_name(text, report.github_name)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower($1) <> lower(($2)::text));

CREATE OR REPLACE FUNCTION report.is_same_name(report.github_name, report.github_name)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower(($1)::text) = lower(($2)::text));

CREATE OR REPLACE FUNCTION report.is_same_name(report.github_name, text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower(($1)::text) = lower($2));

CREATE OR REPLACE FUNCTION report.is_same_name(text, report.github_name)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (lower($1) = lower(($2)::text));

CREATE OR REPLACE FUNCTION report.note_api_key_use(id text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 UPDATE sync.api_key SET last_used_at = clock_timestamp()
   WHERE (api_key.key_id = note_api_key_use.id);
END;

CREATE OR REPLACE FUNCTION report.note_webhook_delivery(signature bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 INSERT INTO sync.webhook_delivery (signature)
   VALUES (note_webhook_delivery.signature) ON CONFLICT DO NOTHING;
 DELETE FROM sync.webhook_delivery
   WHERE (webhook_delivery.received_at < (clock_timestamp() - '7 days'::interval));
 DELETE FROM sync.webhook_delivery
   WHERE ((get_byte(note_webhook_delivery.signature, 0) = 0) AND (webhook_delivery.received_at < ( SELECT webhook_delivery_1.received_at
            FROM sync.webhook_delivery webhook_delivery_1
           ORDER BY webhook_delivery_1.received_at DESC
          OFFSET 100000
          LIMIT 1)));
END;

CREATE OR REPLACE FUNCTION report.watermark()
 RETURNS text
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 SELECT concat_ws('.'::text, ((EXTRACT(epoch FROM GREATEST(( SELECT max(resource.touched_at) AS max
            FROM sync.resource), ( SELECT max(loop.changed_at) AS max
            FROM sync.loop), '1970-01-01 00:00:00+00'::timestamp with time zone)) * (1000000)::numeric))::bigint, ( SELECT count(*) AS count
            FROM sync.loop), ( SELECT count(*) AS count
            FROM ( SELECT
                    FROM sync.mark
                  LIMIT 1000) waiting), ( SELECT count(*) AS count
            FROM ( SELECT
                    FROM kpi.due_month
                  LIMIT 1000) due), ( SELECT COALESCE(sum(((pg_stat_user_tables.n_tup_ins + pg_stat_user_tables.n_tup_upd) + pg_stat_user_tables.n_tup_del)), (0)::numeric) AS "coalesce"
            FROM pg_stat_user_tables
           WHERE (pg_stat_user_tables.schemaname = 'kpi'::name))) AS concat_ws;
END;

CREATE OR REPLACE FUNCTION sync.earlier(first timestamp with time zone, second timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((first IS NULL) OR (second IS NULL)) THEN NULL::timestamp with time zone
             ELSE LEAST(first, second)
         END AS "least";
END;

CREATE OR REPLACE FUNCTION sync.kept_from(urgency text)
 RETURNS TABLE(quota_share double precision, pace_share double precision)
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT shares.quota_share,
     shares.pace_share
    FROM ( VALUES ('load'::text,0.2,0.5), ('cycle'::text,0.05,0.25), ('now'::text,0,0)) shares(urgency, quota_share, pace_share)
   WHERE (shares.urgency = kept_from.urgency);
END;

CREATE OR REPLACE FUNCTION sync.lock_place(what text, id bigint)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN hashtext(((what || ' '::text) || id));

CREATE OR REPLACE FUNCTION sync.lock_space()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN 1919250543;

CREATE OR REPLACE FUNCTION sync.longer(told_seconds double precision, before_seconds double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT GREATEST(told_seconds,
         CASE
             WHEN (before_seconds > (0)::double precision) THEN LEAST((3600)::double precision, ((2)::double precision * before_seconds))
             ELSE NULL::double precision
         END) AS "greatest";
END;

CREATE OR REPLACE FUNCTION sync.mark_comment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral (
          values ('comments', changed.created_at)
          union all
          select 'comments', issue.created_at
          from github.issue
          where issue.repository_id = changed.repository_id and issue.number = changed.number
          union all
          select 'comments', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, comment_id, number, author_id, created_at, deleted_at is null as is_there from old_rows where true except all select repository_id, comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true except all select repository_id, comment_id, number, author_id, created_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral (
          values ('comments', changed.created_at)
          union all
          select 'comments', issue.created_at
          from github.issue
          where issue.repository_id = changed.repository_id and issue.number = changed.number
          union all
          select 'comments', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_commit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, sha, author_id, author_email_sha256, is_merge, authored_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral ( values ('commits', changed.authored_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, sha, author_id, author_email_sha256, is_merge, authored_at, deleted_at is null as is_there from old_rows where true except all select repository_id, sha, author_id, author_email_sha256, is_merge, authored_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, sha, author_id, author_email_sha256, is_merge, authored_at, deleted_at is null as is_there from new_rows where true except all select repository_id, sha, author_id, author_email_sha256, is_merge, authored_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral ( values ('commits', changed.authored_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_issue()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, issue_id, number, is_pull_request, author_id, created_at, closed_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral ( values ('issues', changed.created_at), ('issues', changed.closed_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, issue_id, number, is_pull_request, author_id, created_at, closed_at, deleted_at is null as is_there from old_rows where true except all select repository_id, issue_id, number, is_pull_request, author_id, created_at, closed_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, issue_id, number, is_pull_request, author_id, created_at, closed_at, deleted_at is null as is_there from new_rows where true except all select repository_id, issue_id, number, is_pull_request, author_id, created_at, closed_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral ( values ('issues', changed.created_at), ('issues', changed.closed_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_issue_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, event_id, number, event, created_at, deleted_at is null as is_there from new_rows where 
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
        ) as changed
            cross join lateral (
          values ('issue_events', changed.created_at)
          union all
          select 'issue_events', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id
            and pull_request.number = changed.number
            and changed.event in ('ready_for_review', 'convert_to_draft')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, event_id, number, event, created_at, deleted_at is null as is_there from old_rows where 
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
         except all select repository_id, event_id, number, event, created_at, deleted_at is null as is_there from new_rows where 
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
        ) union all (select repository_id, event_id, number, event, created_at, deleted_at is null as is_there from new_rows where 
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
         except all select repository_id, event_id, number, event, created_at, deleted_at is null as is_there from old_rows where 
          event in (
            'labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged', 'ready_for_review', 'convert_to_draft'
          )
        )) as changed
            cross join lateral (
          values ('issue_events', changed.created_at)
          union all
          select 'issue_events', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id
            and pull_request.number = changed.number
            and changed.event in ('ready_for_review', 'convert_to_draft')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_issue_thread()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, issue_id, number, is_pull_request, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral (
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, issue_id, number, is_pull_request, deleted_at is null as is_there from old_rows where true except all select repository_id, issue_id, number, is_pull_request, deleted_at is null as is_there from new_rows where true) union all (select repository_id, issue_id, number, is_pull_request, deleted_at is null as is_there from new_rows where true except all select repository_id, issue_id, number, is_pull_request, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral (
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_pull_request()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral (
          values ('pull_requests', changed.created_at), ('pull_requests', changed.closed_at), ('pull_requests', changed.merged_at)
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at, deleted_at is null as is_there from old_rows where true except all select repository_id, pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at, deleted_at is null as is_there from new_rows where true except all select repository_id, pull_request_id, number, author_id, is_draft, created_at, closed_at, merged_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral (
          values ('pull_requests', changed.created_at), ('pull_requests', changed.closed_at), ('pull_requests', changed.merged_at)
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_pull_request_thread()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, pull_request_id, number, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral (
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'reviews', review.submitted_at
          from github.review
          where review.repository_id = changed.repository_id and review.number = changed.number
          union all
          select 'review_comments', review_comment.created_at
          from github.review_comment
          where review_comment.repository_id = changed.repository_id and review_comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, pull_request_id, number, deleted_at is null as is_there from old_rows where true except all select repository_id, pull_request_id, number, deleted_at is null as is_there from new_rows where true) union all (select repository_id, pull_request_id, number, deleted_at is null as is_there from new_rows where true except all select repository_id, pull_request_id, number, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral (
          select 'comments', comment.created_at
          from github.comment
          where comment.repository_id = changed.repository_id and comment.number = changed.number
          union all
          select 'reviews', review.submitted_at
          from github.review
          where review.repository_id = changed.repository_id and review.number = changed.number
          union all
          select 'review_comments', review_comment.created_at
          from github.review_comment
          where review_comment.repository_id = changed.repository_id and review_comment.number = changed.number
          union all
          select 'issue_events', issue_event.created_at
          from github.issue_event
          where issue_event.repository_id = changed.repository_id
            and issue_event.number = changed.number
            and issue_event.event in ('labeled', 'unlabeled', 'assigned', 'unassigned', 'closed', 'reopened', 'merged')
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_review()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, review_id, number, author_id, submitted_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral (
          values ('reviews', changed.submitted_at)
          union all
          select 'reviews', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, review_id, number, author_id, submitted_at, deleted_at is null as is_there from old_rows where true except all select repository_id, review_id, number, author_id, submitted_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, review_id, number, author_id, submitted_at, deleted_at is null as is_there from new_rows where true except all select repository_id, review_id, number, author_id, submitted_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral (
          values ('reviews', changed.submitted_at)
          union all
          select 'reviews', pull_request.created_at
          from github.pull_request
          where pull_request.repository_id = changed.repository_id and pull_request.number = changed.number
        ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.mark_review_comment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
        begin
          if not exists (select from new_rows) then
            return null;
          end if;
          if tg_op = 'INSERT' then
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from (select repository_id, review_comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true) as changed
            cross join lateral ( values ('review_comments', changed.created_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          else
            insert into sync.mark (subject_id, source, month)
            select distinct changed.repository_id, counted.source, date_trunc('month', counted.instant at time zone 'utc')::date
            from ((select repository_id, review_comment_id, number, author_id, created_at, deleted_at is null as is_there from old_rows where true except all select repository_id, review_comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true) union all (select repository_id, review_comment_id, number, author_id, created_at, deleted_at is null as is_there from new_rows where true except all select repository_id, review_comment_id, number, author_id, created_at, deleted_at is null as is_there from old_rows where true)) as changed
            cross join lateral ( values ('review_comments', changed.created_at) ) as counted (source, instant)
            where counted.instant is not null
            order by 1, 2, 3
            on conflict do nothing;
          end if;
          return null;
        end;
        $function$;

CREATE OR REPLACE FUNCTION sync.purge_owner(login text, resources text[])
 RETURNS TABLE(owners integer)
 LANGUAGE plpgsql
AS $function$
declare
  ids bigint[] := array(
    select owner.owner_id from github.owner where lower(owner.login) = lower(purge_owner.login)
    union
    select loop.subject_id
    from sync.loop
    where loop.subject_kind = 'owner' and loop.subject_id is not null and lower(loop.owner) = lower(purge_owner.login)
  );
begin
  owners := cardinality(ids);
  delete from sync.loop
  where loop.subject_kind = 'owner' and (lower(loop.owner) = lower(purge_owner.login) or loop.subject_id = any (ids));
  perform sync.purge_subjects('owner', ids, purge_owner.resources);
  return next;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.purge_repository(repository text, resources text[])
 RETURNS TABLE(repositories integer, issues integer)
 LANGUAGE plpgsql
AS $function$
declare
  ids bigint[] := array(
    select known.repository_id
    from github.repository as known
    where lower(known.owner || '/' || known.name) = lower(purge_repository.repository)
    union
    select loop.subject_id
    from sync.loop
    where loop.subject_kind = 'repository' and loop.subject_id is not null
      and lower(loop.owner || '/' || loop.name) = lower(purge_repository.repository)
  );
begin
  repositories := (select count(*) from github.repository as known where known.repository_id = any (ids));
  issues := (select count(*) from github.issue where issue.repository_id = any (ids));
  delete from sync.loop
  where lower(loop.owner || '/' || loop.name) = lower(purge_repository.repository)
    or (loop.subject_kind = 'repository' and loop.subject_id = any (ids));
  perform sync.purge_subjects('repository', ids, purge_repository.resources);
  return next;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.purge_subjects(kind text, ids bigint[], resources text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  owned record;
begin
  for owned in
    select
      format('%I.%I', space.nspname, class.relname) as name,
      case
        when bool_or(attribute.attname = 'owner_id' and attribute.attnum = any (keys.columns)) then 'owner_id'
        when bool_or(attribute.attname = 'repository_id') then 'repository_id'
        else 'subject_id'
      end as id,
      bool_or(attribute.attname = 'subject_kind') as has_kind,
      (array_agg(attribute.attname) filter (where attribute.attname in ('resource', 'source')))[1] as resource
    from pg_class as class
    join pg_namespace as space on space.oid = class.relnamespace and space.nspname in ('raw', 'github', 'sync', 'kpi')
    join pg_attribute as attribute on attribute.attrelid = class.oid and not attribute.attisdropped
    left join lateral (
      select pg_constraint.conkey as columns from pg_constraint where conrelid = class.oid and contype = 'p'
    ) as keys on true
    where class.relkind in ('r', 'p') and not class.relispartition
    group by space.nspname, class.relname
    having bool_or(attribute.attname in ('repository_id', 'owner_id', 'subject_id'))
  loop
    if owned.id <> 'subject_id' then
      if owned.id = kind || '_id' then
        execute format('delete from %s where %I = any ($1)', owned.name, owned.id) using ids;
      end if;
    elsif owned.has_kind then
      execute format('delete from %s where subject_kind = $2 and subject_id = any ($1)', owned.name) using ids, kind;
    else
      execute format('delete from %s where subject_id = any ($1) and %I = any ($2)', owned.name, owned.resource)
        using ids, resources;
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.refusal_left(state text, refusals integer, next_try_at timestamp with time zone, refused_to text, credential text)
 RETURNS double precision
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT (EXTRACT(epoch FROM (next_try_at - clock_timestamp())))::double precision AS "extract"
   WHERE ((next_try_at > clock_timestamp()) AND ((refused_to = credential) IS NOT FALSE) AND ((state = ANY (ARRAY['forbidden'::text, 'missing'::text, 'gone'::text, 'blocked'::text, 'disabled'::text])) OR ((state = 'limited'::text) AND (refusals > 0))));
END;

CREATE OR REPLACE FUNCTION sync.release_session_lock(what text, id bigint)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_unlock(sync.lock_space(), sync.lock_place(what, id));
  return pg_advisory_unlock(hashtextextended(what, id));
end;
$function$;

CREATE OR REPLACE FUNCTION sync.share_lock(what text, id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(what, id));
  perform pg_advisory_xact_lock_shared(sync.lock_space(), sync.lock_place(what, id));
end;
$function$;

CREATE OR REPLACE FUNCTION sync.standing(told text, rows_stored bigint, why text, tries integer, wait_seconds double precision)
 RETURNS TABLE(state text, reason text, attempts integer, next_try_at timestamp with time zone)
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((told = 'ok'::text) AND (rows_stored = 0)) THEN 'empty'::text
             ELSE told
         END AS told,
     why AS why,
     tries AS tries,
     (clock_timestamp() + make_interval(secs => wait_seconds));
END;

CREATE OR REPLACE FUNCTION sync.take_lock(what text, id bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended(what, id));
  perform pg_advisory_xact_lock(sync.lock_space(), sync.lock_place(what, id));
end;
$function$;

CREATE OR REPLACE FUNCTION sync.touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.touched_at := clock_timestamp();
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.try_session_lock(what text, id bigint)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  if not pg_try_advisory_lock(hashtextextended(what, id)) then
    return false;
  end if;
  if pg_try_advisory_lock(sync.lock_space(), sync.lock_place(what, id)) then
    return true;
  end if;
  perform pg_advisory_unlock(hashtextextended(what, id));
  return false;
end;
$function$;

CREATE OR REPLACE FUNCTION sync.refusal(state_before text, refusals_before integer, seconds_before double precision, told text, is_sure boolean, soon_seconds double precision, long_seconds double precision)
 RETURNS TABLE(state text, refusals integer, seconds double precision)
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN (refusal.is_sure OR (refusal.refusals_before >= 4)) THEN refusal.told
             ELSE 'limited'::text
         END AS "case",
     (refusal.refusals_before + 1),
         CASE
             WHEN ((refusal.told <> 'limited'::text) AND (refusal.refusals_before > 0) AND ((refusal.state_before = refusal.told) OR ((NOT refusal.is_sure) AND (refusal.refusals_before >= 4)))) THEN refusal.long_seconds
             WHEN (refusal.told <> 'limited'::text) THEN LEAST(refusal.long_seconds, waits.growing)
             ELSE waits.growing
         END AS growing
    FROM ( SELECT sync.longer(refusal.soon_seconds,
                 CASE
                     WHEN (refusal.refusals_before > 0) THEN refusal.seconds_before
                     ELSE NULL::double precision
                 END) AS growing) waits;
END;
create operator public.<> (leftarg = report.github_name, rightarg = report.github_name, function = report.is_other_name, commutator = operator(public.<>), negator = operator(public.=), restrict = neqsel, join = neqjoinsel);
create operator public.<> (leftarg = report.github_name, rightarg = text, function = report.is_other_name, commutator = operator(public.<>), negator = operator(public.=), restrict = neqsel, join = neqjoinsel);
create operator public.<> (leftarg = text, rightarg = report.github_name, function = report.is_other_name, commutator = operator(public.<>), negator = operator(public.=), restrict = neqsel, join = neqjoinsel);
create operator public.= (leftarg = report.github_name, rightarg = report.github_name, function = report.is_same_name, commutator = operator(public.=), negator = operator(public.<>), restrict = eqsel, join = eqjoinsel);
create operator public.= (leftarg = report.github_name, rightarg = text, function = report.is_same_name, commutator = operator(public.=), negator = operator(public.<>), restrict = eqsel, join = eqjoinsel);
create operator public.= (leftarg = text, rightarg = report.github_name, function = report.is_same_name, commutator = operator(public.=), negator = operator(public.<>), restrict = eqsel, join = eqjoinsel);

create view github.home_page as
 SELECT regexp_replace(regexp_replace(api_url, '^(https?://)api\.'::text, '\1'::text), '/api/v3/?$|/+$'::text, ''::text) AS html_url
   FROM sync.origin;

create view github.issue_label as
 SELECT DISTINCT issue.repository_id,
    issue.number,
    COALESCE(label.name, worn.name) AS label
   FROM github.issue
     CROSS JOIN LATERAL UNNEST(issue.label_ids, issue.label_names) worn(label_id, name)
     LEFT JOIN github.label ON label.repository_id = issue.repository_id AND label.label_id = worn.label_id
  WHERE issue.deleted_at IS NULL AND label.deleted_at IS NULL AND worn.name IS NOT NULL;

create view github.label_meaning as
 SELECT label.repository_id,
    label.name,
    COALESCE(label.deleted_at, 'infinity'::timestamp with time zone) AS until_at,
    label.label_id,
    label.name AS present_name,
    label.deleted_at,
    false AS is_inferred
   FROM github.label
UNION ALL
 SELECT former.repository_id,
    former.name,
    former.until_at,
    former.label_id,
    label.name AS present_name,
    label.deleted_at,
    false AS is_inferred
   FROM github.label_former_name former
     JOIN github.label USING (repository_id, label_id)
UNION ALL
 SELECT alias.repository_id,
    alias.former_name AS name,
    alias.until_at,
    alias.label_id,
    label.name AS present_name,
    label.deleted_at,
    true AS is_inferred
   FROM github.label_alias alias
     JOIN github.label USING (repository_id, label_id)
UNION ALL
 SELECT told.repository_id,
    told.name,
    told.until_at,
    told.label_id,
    label.name AS present_name,
    label.deleted_at,
    false AS is_inferred
   FROM github.label_told_name told
     JOIN github.label USING (repository_id, label_id);

create view kpi.completeness as
 SELECT resource.subject_id AS repository_id,
    resource.resource,
    resource.complete_from,
    resource.complete_through,
    lack.is_lacking,
    resource.complete_through IS NOT NULL AND resource.complete_from IS NULL AND NOT lack.is_lacking AS is_whole,
        CASE
            WHEN NOT lack.is_lacking AND resource.stale_since IS NULL AND resource.complete_through >= COALESCE(resource.complete_from, '-infinity'::timestamp with time zone) THEN tsrange((resource.complete_from AT TIME ZONE 'utc'::text), (resource.complete_through AT TIME ZONE 'utc'::text))
            ELSE NULL::tsrange
        END AS proven,
    resource.stale_since IS NOT NULL AS is_stale
   FROM sync.resource
     CROSS JOIN LATERAL ( SELECT resource.is_truncated OR (EXISTS ( SELECT
                   FROM sync.gap
                  WHERE gap.subject_id = resource.subject_id AND gap.resource = resource.resource AND gap.is_open)) OR (EXISTS ( SELECT
                   FROM sync.item
                  WHERE item.subject_id = resource.subject_id AND item.resource = resource.resource AND item.read_version IS DISTINCT FROM item.wanted_version)) AS is_lacking
         OFFSET 0) lack;

create view kpi.contribution as
 SELECT repository_id,
    kind,
        CASE
            WHEN account_id IS NOT NULL THEN 'account:'::text || account_id
            ELSE COALESCE('email:'::text || email_sha256, 'null:'::text || item)
        END AS contributor,
    account_id,
    contributed_at
   FROM ( SELECT commit.repository_id,
            'commits'::text AS kind,
            NULLIF(commit.author_id, 10137) AS account_id,
            commit.author_email_sha256 AS email_sha256,
            commit.sha AS item,
            commit.authored_at AS contributed_at
           FROM github.commit
          WHERE NOT commit.is_merge AND commit.deleted_at IS NULL
        UNION ALL
         SELECT issue.repository_id,
            'issues_opened'::text AS kind,
            NULLIF(issue.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            issue.issue_id::text AS item,
            issue.created_at AS contributed_at
           FROM github.issue
          WHERE NOT issue.is_pull_request AND issue.deleted_at IS NULL
        UNION ALL
         SELECT pull_request.repository_id,
            'pull_requests_opened'::text AS kind,
            NULLIF(pull_request.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            pull_request.pull_request_id::text AS item,
            pull_request.created_at AS contributed_at
           FROM github.pull_request
          WHERE pull_request.deleted_at IS NULL
        UNION ALL
         SELECT pull_request.repository_id,
            'pull_requests_merged'::text AS kind,
            NULLIF(pull_request.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            pull_request.pull_request_id::text AS item,
            pull_request.merged_at AS contributed_at
           FROM github.pull_request
          WHERE pull_request.deleted_at IS NULL AND pull_request.merged_at IS NOT NULL
        UNION ALL
         SELECT review.repository_id,
            'reviews'::text AS kind,
            NULLIF(review.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            review.review_id::text AS item,
            review.submitted_at AS contributed_at
           FROM github.review
          WHERE review.deleted_at IS NULL AND review.submitted_at IS NOT NULL
        UNION ALL
         SELECT comment.repository_id,
            'comments'::text AS kind,
            NULLIF(comment.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            comment.comment_id::text AS item,
            comment.created_at AS contributed_at
           FROM github.comment
          WHERE comment.deleted_at IS NULL
        UNION ALL
         SELECT review_comment.repository_id,
            'review_comments'::text AS kind,
            NULLIF(review_comment.author_id, 10137) AS account_id,
            NULL::text AS email_sha256,
            review_comment.review_comment_id::text AS item,
            review_comment.created_at AS contributed_at
           FROM github.review_comment
          WHERE review_comment.deleted_at IS NULL) source;

create view report.contributions_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
    kpi.contributor,
    account.login,
    kpi.account_id,
    known.is_bot,
    kpi.kind,
    kpi.contributions,
    kpi.first_at,
    known.month = kpi.month AS is_new,
    kpi.definition_version,
    kpi.computed_at
   FROM kpi.contributions_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN github.account ON account.account_id = kpi.account_id
     LEFT JOIN kpi.new_contributors known ON known.repository_id = kpi.repository_id AND known.source = 'any'::text AND known.contributor = kpi.contributor;

create view report.deployments as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    deployment.deployment_id,
    deployment.environment,
    deployment.is_production,
    deployment.is_transient,
    deployment.ref,
    deployment.sha,
    deployment.task,
    deployment.description,
    creator.login AS creator,
    deployment.created_at,
    deployment.deleted_at
   FROM github.deployment
     JOIN github.repository ON repository.repository_id = deployment.repository_id
     LEFT JOIN github.account creator ON creator.account_id = deployment.creator_id;

create view report.event_counts_hourly as
 SELECT kpi.repository_id,
    shown.owner::report.github_name AS owner,
    shown.name::report.github_name AS name,
    ((shown.owner || '/'::text) || shown.name)::report.github_name AS repository,
    kpi.hour,
    kpi.type,
    kpi.events,
    kpi.definition_version,
    kpi.computed_at,
    feed.complete_through AS data_complete_through,
    COALESCE(kpi.hour >= feed.complete_from AND (kpi.hour + '01:00:00'::interval) <= feed.complete_through AND NOT (EXISTS ( SELECT
           FROM sync.gap
          WHERE gap.subject_id = feed.subject_id AND gap.resource = feed.resource AND gap.is_open AND gap.since < (kpi.hour + '01:00:00'::interval) AND gap.until >= kpi.hour)), false) AS is_complete
   FROM kpi.event_counts_hourly kpi
     LEFT JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN github.event_repository known ON known.repository_id = kpi.repository_id
     CROSS JOIN LATERAL ( SELECT COALESCE(repository.owner, split_part(known.name, '/'::text, 1)) AS owner,
            COALESCE(repository.name, split_part(known.name, '/'::text, 2)) AS name) shown
     LEFT JOIN sync.resource feed ON feed.subject_id = kpi.repository_id AND feed.resource = 'events'::text;

create view report.event_intervals as
 SELECT known.repository_id,
    shown.owner::report.github_name AS owner,
    shown.name::report.github_name AS name,
    ((shown.owner || '/'::text) || shown.name)::report.github_name AS repository,
    "interval".type,
    "interval".action,
    "interval".measure,
    "interval".measure = 'type and action'::text AND "interval".type = 'PullRequestEvent'::text AND "interval".action = 'opened'::text AS is_pull_request_interval,
    "interval".events,
    "interval".mean_seconds_between,
    "interval".window_from,
    date_trunc('minute'::text, now()) AS window_to,
    "interval".first_at,
    "interval".last_at
   FROM report.event_intervals_at(NULL::bigint[], date_trunc('minute'::text, now())) "interval"(repository_id, measure, type, action, events, mean_seconds_between, first_at, last_at, window_from)
     JOIN github.event_repository known ON known.repository_id = "interval".repository_id
     LEFT JOIN github.repository ON repository.repository_id = known.repository_id
     CROSS JOIN LATERAL ( SELECT COALESCE(repository.owner, split_part(known.name, '/'::text, 1)) AS owner,
            COALESCE(repository.name, split_part(known.name, '/'::text, 2)) AS name) shown;

create view report.events as
 SELECT event.repository_id,
    shown.owner::report.github_name AS owner,
    shown.name::report.github_name AS name,
    ((shown.owner || '/'::text) || shown.name)::report.github_name AS repository,
    event.event_id,
    event.created_at,
    event.type,
    event.action,
    actor.login AS actor,
    event.actor_id AS actor_account_id,
    actor.is_bot,
    event.number,
    event.is_merged,
    event.ref,
    event.ref_type,
    event.head_sha,
    event.before_sha,
    event.label_name AS label,
    event.assignee_id AS assignee_account_id,
    event.html_url,
    event.repository_name AS repository_then,
    event.org_id AS organization_account_id,
    event.is_public,
    event.oddity,
    event.first_seen_at
   FROM github.event
     LEFT JOIN github.repository ON repository.repository_id = event.repository_id
     LEFT JOIN github.account actor ON actor.account_id = event.actor_id
     CROSS JOIN LATERAL ( SELECT COALESCE(repository.owner, NULLIF(split_part(event.repository_name, '/'::text, 1), ''::text)) AS owner,
            COALESCE(repository.name, NULLIF(split_part(event.repository_name, '/'::text, 2), ''::text)) AS name) shown;

create view report.forks as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    fork.fork_id,
    fork.name AS fork,
    fork_owner.login AS fork_owner,
    fork.created_at,
    fork.pushed_at,
    fork.stars,
    fork.is_archived,
    fork.deleted_at
   FROM github.fork
     JOIN github.repository ON repository.repository_id = fork.repository_id
     LEFT JOIN github.account fork_owner ON fork_owner.account_id = fork.owner_id;

create view report.gaps as
 SELECT
        CASE
            WHEN resource.subject_kind = 'repository'::text THEN gap.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, account.login, loop.owner)::report.github_name AS owner,
    COALESCE(repository.name, loop.name)::report.github_name AS name,
    ((COALESCE(repository.owner, loop.owner) || '/'::text) || COALESCE(repository.name, loop.name))::report.github_name AS repository,
    gap.resource,
    gap.gap,
    gap.reason,
    gap.found_at,
    gap.is_open,
    gap.subject_id,
        CASE
            WHEN gap.since IS NULL AND gap.until IS NULL THEN gap.gap
            ELSE concat(COALESCE(to_char((gap.since AT TIME ZONE 'utc'::text), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'::text), 'the beginning'::text), ' to ', COALESCE(to_char((gap.until AT TIME ZONE 'utc'::text), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'::text), 'the end'::text))
        END AS bounds,
    gap.next_try_at
   FROM sync.gap
     LEFT JOIN sync.resource ON resource.subject_id = gap.subject_id AND resource.resource = gap.resource
     LEFT JOIN github.repository ON resource.subject_kind = 'repository'::text AND repository.repository_id = gap.subject_id
     LEFT JOIN github.owner account ON resource.subject_kind = 'owner'::text AND account.owner_id = gap.subject_id
     LEFT JOIN LATERAL ( SELECT loop_1.owner,
            loop_1.name
           FROM sync.loop loop_1
          WHERE loop_1.subject_kind = resource.subject_kind AND loop_1.subject_id = gap.subject_id
          ORDER BY (loop_1.kind = 'syncRepository'::text) DESC, loop_1.workflow_id
         LIMIT 1) loop ON true;

create view report.issue_transfers as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    transfer.number,
    transfer.issue_id,
    transfer.to_repository_id,
    COALESCE((target.owner || '/'::text) || target.name, transfer.to_repository) AS to_repository,
    transfer.to_number,
    transfer.to_issue_id,
    transfer.found_at
   FROM github.issue_transfer transfer
     JOIN github.repository ON repository.repository_id = transfer.repository_id
     LEFT JOIN github.repository target ON target.repository_id = transfer.to_repository_id;

create view report.label_categories as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    label.label,
    COALESCE(rule.category, 'uncategorised'::text) AS category,
    rule.kind,
    rule.pattern,
    label.normalised AS normalised_label,
    label.issues,
    label.pull_requests
   FROM github.repository
     CROSS JOIN LATERAL ( SELECT found.name AS label,
            kpi.lower_case(found.name) AS lowered,
            kpi.normalise_label(found.name) AS normalised,
            count(*) FILTER (WHERE NOT found.is_pull_request)::integer AS issues,
            count(*) FILTER (WHERE found.is_pull_request)::integer AS pull_requests
           FROM ( SELECT DISTINCT issue.issue_id,
                    issue.is_pull_request,
                    worn.name
                   FROM github.issue
                     CROSS JOIN LATERAL unnest(issue.label_names) worn(name)
                  WHERE issue.repository_id = repository.repository_id AND issue.deleted_at IS NULL
                UNION ALL
                 SELECT NULL::bigint AS issue_id,
                    NULL::boolean AS is_pull_request,
                    label_1.name
                   FROM github.label label_1
                  WHERE label_1.repository_id = repository.repository_id AND label_1.deleted_at IS NULL) found
          GROUP BY found.name
         OFFSET 0) label
     LEFT JOIN LATERAL ( SELECT DISTINCT ON (rule_1.category) rule_1.category,
            rule_1.kind,
            rule_1.pattern
           FROM kpi.label_rule rule_1
          WHERE rule_1.definition = 'vocabulary'::text AND kpi.takes_label(rule_1.definition, rule_1.kind, rule_1.needle, label.lowered, label.normalised)
          ORDER BY rule_1.category, (array_position(ARRAY['exact'::text, 'prefix'::text, 'substring'::text, 'regex'::text], rule_1.kind)), (rule_1.pattern COLLATE "C")) rule ON true;

create view report.label_former_names as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    former.label_id,
    former.name AS former_name,
    label.name AS label,
    former.until_at
   FROM github.label_former_name former
     JOIN github.repository ON repository.repository_id = former.repository_id
     LEFT JOIN github.label ON label.repository_id = former.repository_id AND label.label_id = former.label_id;

create view report.label_rule_changes as
 SELECT definition,
    version,
    action,
    category,
    kind,
    pattern,
    changed_at
   FROM kpi.label_rule_change;

create view report.label_rules as
 SELECT rule.definition,
    rule.category,
    rule.kind,
    rule.pattern,
    rule.needle,
    latest.version AS since_version,
    latest.changed_at AS added_at
   FROM kpi.label_rule rule
     LEFT JOIN LATERAL ( SELECT change.version,
            change.changed_at
           FROM kpi.label_rule_change change
          WHERE change.definition = rule.definition AND change.category = rule.category AND change.kind = rule.kind AND change.pattern = rule.pattern AND change.action = 'added'::text
          ORDER BY change.version DESC
         LIMIT 1) latest ON true;

create view report.labels as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    label.label_id,
    label.name AS label,
    label.color,
    label.description,
    label.is_default,
    label.deleted_at
   FROM github.label
     JOIN github.repository ON repository.repository_id = label.repository_id;

create view report.members as
 WITH resource AS (
         SELECT resource.subject_id,
            resource.resource,
            resource.complete_through,
            resource.state
           FROM sync.resource
          WHERE resource.subject_kind = 'owner'::text AND (resource.resource = ANY (ARRAY['members'::text, 'public_members'::text, 'admins'::text]))
        ), person AS (
         SELECT member.owner_id,
            member.account_id,
            member.first_seen_at,
            member.joined_at,
            member.left_at,
            'all'::text AS visibility,
            admin.joined_at AS admin_at,
            admin.left_at AS demoted_at,
            NOT (EXISTS ( SELECT
                   FROM github.member before
                  WHERE before.owner_id = member.owner_id AND before.account_id = member.account_id AND before.first_seen_at < member.first_seen_at)) AS is_first,
            admin.account_id IS NOT NULL AND COALESCE(admin.left_at >= member.left_at, admin.left_at IS NULL) AS is_admin
           FROM github.member
             LEFT JOIN LATERAL ( SELECT admin_1.account_id,
                    admin_1.joined_at,
                    admin_1.left_at
                   FROM github.organization_admin admin_1
                  WHERE admin_1.owner_id = member.owner_id AND admin_1.account_id = member.account_id AND COALESCE(admin_1.first_seen_at < member.left_at, true) AND COALESCE(admin_1.left_at > member.first_seen_at, true)
                  ORDER BY admin_1.first_seen_at DESC
                 LIMIT 1) admin ON true
        UNION ALL
         SELECT public.owner_id,
            public.account_id,
            public.first_seen_at,
            public.joined_at,
            public.left_at,
            'public'::text AS visibility,
            NULL::timestamp with time zone AS admin_at,
            NULL::timestamp with time zone AS demoted_at,
            false AS is_first,
            false AS is_admin
           FROM github.public_member public
          WHERE NOT (EXISTS ( SELECT
                   FROM github.member
                  WHERE member.owner_id = public.owner_id AND member.account_id = public.account_id AND COALESCE(member.first_seen_at <= public.left_at, true) AND COALESCE(member.left_at >= public.first_seen_at, true)))
        )
 SELECT person.owner_id,
    owner.login::report.github_name AS owner,
    person.account_id,
    account.login,
        CASE
            WHEN person.visibility = 'public'::text OR admins.complete_through IS NULL THEN NULL::text
            WHEN person.is_admin THEN 'admin'::text
            ELSE 'member'::text
        END AS role,
    person.joined_at,
    person.left_at,
        CASE
            WHEN person.joined_at IS NULL AND person.is_first THEN LEAST(person.first_seen_at, ( SELECT min(public.first_seen_at) AS min
               FROM github.public_member public
              WHERE public.owner_id = person.owner_id AND public.account_id = person.account_id AND COALESCE(public.left_at >= person.first_seen_at, true) AND COALESCE(public.first_seen_at <= person.left_at, true)))
            ELSE person.first_seen_at
        END AS first_seen_at,
        CASE
            WHEN person.visibility = 'public'::text THEN true
            WHEN publics.complete_through IS NOT NULL THEN (EXISTS ( SELECT
               FROM github.public_member public
              WHERE public.owner_id = person.owner_id AND public.account_id = person.account_id AND COALESCE(public.first_seen_at <= person.left_at, true) AND COALESCE(public.left_at >= person.left_at, public.left_at IS NULL)))
            ELSE NULL::boolean
        END AS is_public,
    person.visibility,
    shown.complete_through AS data_complete_through,
    COALESCE(shown.resource = 'members'::text AND shown.complete_through IS NOT NULL AND (shown.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text])), false) AS is_complete,
        CASE
            WHEN person.visibility = 'public'::text OR admins.complete_through IS NULL THEN NULL::timestamp with time zone
            WHEN person.is_admin THEN COALESCE(person.admin_at, person.joined_at)
            ELSE COALESCE(person.demoted_at, person.joined_at)
        END AS role_since,
    account.is_bot
   FROM person
     LEFT JOIN github.owner ON owner.owner_id = person.owner_id
     LEFT JOIN github.account ON account.account_id = person.account_id
     LEFT JOIN resource shown ON shown.subject_id = person.owner_id AND shown.resource =
        CASE person.visibility
            WHEN 'all'::text THEN 'members'::text
            ELSE 'public_members'::text
        END
     LEFT JOIN resource publics ON publics.subject_id = person.owner_id AND publics.resource = 'public_members'::text
     LEFT JOIN resource admins ON admins.subject_id = person.owner_id AND admins.resource = 'admins'::text;

create view report.milestones as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    milestone.milestone_id,
    milestone.number,
    milestone.title,
    milestone.description,
    milestone.state,
    creator.login AS creator,
    milestone.open_issues,
    milestone.closed_issues,
    milestone.created_at,
    milestone.updated_at,
    milestone.due_on,
    milestone.closed_at,
    milestone.deleted_at
   FROM github.milestone
     JOIN github.repository ON repository.repository_id = milestone.repository_id
     LEFT JOIN github.account creator ON creator.account_id = milestone.creator_id;

create view report.outside_collaborators as
 SELECT collaborator.owner_id,
    owner.login::report.github_name AS owner,
    collaborator.account_id,
    account.login,
    collaborator.joined_at,
    collaborator.left_at,
    collaborator.first_seen_at,
    resource.complete_through AS data_complete_through,
    COALESCE(resource.complete_through IS NOT NULL AND (resource.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text])), false) AS is_complete,
    account.is_bot
   FROM github.outside_collaborator collaborator
     LEFT JOIN github.owner ON owner.owner_id = collaborator.owner_id
     LEFT JOIN github.account ON account.account_id = collaborator.account_id
     LEFT JOIN sync.resource ON resource.subject_kind = 'owner'::text AND resource.subject_id = collaborator.owner_id AND resource.resource = 'outside_collaborators'::text;

create view report.owner_repositories as
 SELECT "row".repository_id,
    owner.login::report.github_name AS owner,
    "row".name::report.github_name AS name,
    ((owner.login || '/'::text) || "row".name)::report.github_name AS repository,
    "row".owner_id,
    "row".is_private,
    "row".is_fork,
    "row".is_archived,
    "row".created_at,
    "row".pushed_at,
    "row".joined_at,
    "row".returned_at,
    "row".left_at,
    "row".moved_to,
    ( SELECT count(*) AS count
           FROM github.owner_repository_period period
          WHERE period.owner_id = "row".owner_id AND period.repository_id = "row".repository_id AND period.left_at IS NOT NULL) AS times_left,
        CASE
            WHEN owner_loop.owner_id IS NOT NULL THEN owner_loop.left_out IS NULL AND owner_loop.state <> 'removed'::text
            ELSE NULL::boolean
        END AS is_kept,
        CASE
            WHEN owner_loop.left_out IS NOT NULL THEN owner_loop.left_out
            WHEN owner_loop.state = 'removed'::text THEN 'a person has removed its loop; "repometer repos add" starts it again'::text
            ELSE NULL::text
        END AS left_out_because,
    COALESCE(owner_loop.state, 'none'::text) AS loop_state,
    owner_loop.stopped_because,
    COALESCE(live.workflow_id, owner_loop.workflow_id) AS workflow_id
   FROM github.owner_repository "row"
     JOIN github.owner USING (owner_id)
     LEFT JOIN sync.owner_loop USING (owner_id, repository_id)
     LEFT JOIN LATERAL ( SELECT loop.workflow_id
           FROM sync.loop
          WHERE loop.kind = 'syncRepository'::text AND loop.subject_kind = 'repository'::text AND loop.subject_id = "row".repository_id AND loop.state <> 'renamed'::text
         LIMIT 1) live ON true;

create view report.quota as
 SELECT NULL::bigint AS repository_id,
    NULL::text::report.github_name AS owner,
    NULL::text::report.github_name AS name,
    NULL::text::report.github_name AS repository,
    budget.credential,
    budget.bucket,
    budget.quota,
        CASE
            WHEN present.is_running THEN budget.remaining
            ELSE NULL::integer
        END AS remaining,
        CASE
            WHEN present.is_running THEN budget.reset_at
            ELSE NULL::timestamp with time zone
        END AS reset_at,
    floor(budget.quota::double precision * loads.quota_share)::integer AS reserve,
    budget.requests,
    budget.not_modified,
        CASE
            WHEN budget.credential = 'anonymous'::text THEN 0::bigint
            ELSE budget.not_modified
        END AS saved,
        CASE
            WHEN budget.blocked_until > clock_timestamp() THEN budget.blocked_until
            ELSE NULL::timestamp with time zone
        END AS blocked_until,
    used.requests AS used_this_hour,
    used.by AS used_by
   FROM sync.budget
     CROSS JOIN sync.kept_from('load'::text) loads(quota_share, pace_share)
     CROSS JOIN LATERAL ( SELECT COALESCE(budget.reset_at > clock_timestamp(), false) AS is_running) present
     CROSS JOIN LATERAL ( SELECT COALESCE(sum(use.requests), 0::numeric) AS requests,
            string_agg((use.subject_name || ' '::text) || use.requests, ', '::text ORDER BY use.place) FILTER (WHERE use.place <= 3) AS by
           FROM ( SELECT quota_use.subject_name,
                    quota_use.requests,
                    row_number() OVER (ORDER BY quota_use.requests DESC, quota_use.subject_name) AS place
                   FROM sync.quota_use
                  WHERE quota_use.credential = budget.credential AND quota_use.bucket = budget.bucket AND quota_use.hour = date_trunc('hour'::text, clock_timestamp(), 'UTC'::text)) use) used;

create view report.quota_use as
 SELECT
        CASE
            WHEN use.subject_kind = 'repository'::text THEN use.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, NULLIF(split_part(use.subject_name, '/'::text, 1), ''::text))::report.github_name AS owner,
    COALESCE(repository.name, NULLIF(split_part(use.subject_name, '/'::text, 2), ''::text))::report.github_name AS name,
    COALESCE((repository.owner || '/'::text) || repository.name,
        CASE
            WHEN use.subject_kind = 'repository'::text THEN use.subject_name
            ELSE NULL::text
        END)::report.github_name AS repository,
    use.hour,
    use.credential,
    use.bucket,
    use.subject_kind,
    use.subject_name,
    use.requests
   FROM sync.quota_use use
     LEFT JOIN github.repository ON use.subject_kind = 'repository'::text AND repository.repository_id = use.subject_id;

create view report.recomputations as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    recomputation.family,
    recomputation.reason,
    recomputation.recomputed_at,
    recomputation.months,
    recomputation.first_month,
    recomputation.last_month,
    recomputation.month_list,
    recomputation.definition_version
   FROM kpi.recomputation
     JOIN github.repository ON repository.repository_id = recomputation.repository_id;

create view report.repository_daily as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    stored.day + passed.days AS day,
    stored.stars,
    stored.forks,
    stored.subscribers,
    stored.open_issues,
    stored.size_kib AS size
   FROM github.repository_daily stored
     JOIN github.repository ON repository.repository_id = stored.repository_id
     LEFT JOIN sync.resource ON resource.subject_id = stored.repository_id AND resource.resource = 'repository'::text
     CROSS JOIN LATERAL ( SELECT min(later.day) AS day
           FROM github.repository_daily later
          WHERE later.repository_id = stored.repository_id AND later.day > stored.day) following
     CROSS JOIN LATERAL ( SELECT COALESCE(following.day - 1, GREATEST(stored.day, (resource.complete_through AT TIME ZONE 'utc'::text)::date)) AS day) until
     CROSS JOIN LATERAL generate_series(0, until.day - stored.day) passed(days);

create view report.row_counts as
 SELECT kept.repository_id,
    shown.owner::report.github_name AS owner,
    shown.name::report.github_name AS name,
    ((shown.owner || '/'::text) || shown.name)::report.github_name AS repository,
    kept.summary_table,
    kept.part,
    kept.rows
   FROM kpi.row_count kept
     LEFT JOIN github.repository ON repository.repository_id = kept.repository_id
     LEFT JOIN github.event_repository known ON known.repository_id = kept.repository_id
     CROSS JOIN LATERAL ( SELECT COALESCE(repository.owner, split_part(known.name, '/'::text, 1)) AS owner,
            COALESCE(repository.name, split_part(known.name, '/'::text, 2)) AS name) shown;

create view report.star_weeks as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    star_week.week,
    star_week.stars,
    star_week.stars_by_day
   FROM github.star_week
     JOIN github.repository ON repository.repository_id = star_week.repository_id;

create view report.task_queues as
 SELECT NULL::bigint AS repository_id,
    NULL::text::report.github_name AS owner,
    NULL::text::report.github_name AS name,
    NULL::text::report.github_name AS repository,
    queue.task_queue,
    queue.kind,
        CASE
            WHEN present.is_current THEN queue.waiting
            ELSE NULL::bigint
        END AS waiting,
        CASE
            WHEN present.is_current THEN queue.oldest_seconds
            ELSE NULL::integer
        END AS oldest_seconds,
    queue.counted_at,
    present.is_current
   FROM sync.task_queue queue
     CROSS JOIN LATERAL ( SELECT queue.counted_at > (clock_timestamp() - '00:03:00'::interval) AS is_current) present;

create view report.team_members as
 WITH RECURSIVE below AS (
         SELECT team_1.owner_id,
            team_1.team_id AS above_id,
            team_1.team_id
           FROM github.team team_1
        UNION
         SELECT team_1.owner_id,
            below.above_id,
            team_1.team_id
           FROM below
             JOIN github.team team_1 ON team_1.owner_id = below.owner_id AND team_1.parent_team_id = below.team_id
          WHERE team_1.deleted_at IS NULL
        )
 SELECT member.owner_id,
    owner.login::report.github_name AS owner,
    member.team_id,
    team.slug AS team,
    member.account_id,
    account.login,
    member.role,
    member.joined_at,
    COALESCE(member.left_at, team.deleted_at) AS left_at,
    member.first_seen_at,
    COALESCE(member.is_inherited,
        CASE
            WHEN member.left_at IS NULL AND NOT (EXISTS ( SELECT
               FROM below
                 JOIN github.team_member other ON other.owner_id = below.owner_id AND other.team_id = below.team_id AND other.account_id = member.account_id AND other.left_at IS NULL
              WHERE below.owner_id = member.owner_id AND below.above_id = member.team_id AND below.team_id <> member.team_id)) THEN false
            ELSE NULL::boolean
        END) AS is_inherited,
    team.name AS team_name,
    team.privacy,
    team.parent_team_id,
    parent.slug AS parent_team,
    resource.complete_through AS data_complete_through,
    COALESCE(resource.complete_through IS NOT NULL AND (resource.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text])), false) AS is_complete,
    account.is_bot
   FROM github.team_member member
     JOIN github.team ON team.owner_id = member.owner_id AND team.team_id = member.team_id
     LEFT JOIN github.team parent ON parent.owner_id = team.owner_id AND parent.team_id = team.parent_team_id
     LEFT JOIN github.owner ON owner.owner_id = member.owner_id
     LEFT JOIN github.account ON account.account_id = member.account_id
     LEFT JOIN sync.resource ON resource.subject_kind = 'owner'::text AND resource.subject_id = member.owner_id AND resource.resource = 'team_members'::text;

create view report.teams as
 SELECT team.owner_id,
    owner.login::report.github_name AS owner,
    team.team_id,
    team.slug AS team,
    team.name AS team_name,
    team.privacy,
    team.parent_team_id,
    parent.slug AS parent_team,
    people.members,
    team.first_seen_at,
    team.deleted_at,
    resource.complete_through AS data_complete_through,
    COALESCE(resource.complete_through IS NOT NULL AND (resource.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text])), false) AS is_complete
   FROM github.team
     CROSS JOIN LATERAL ( SELECT count(*) AS members
           FROM github.team_member member
          WHERE member.owner_id = team.owner_id AND member.team_id = team.team_id AND member.left_at IS NULL AND team.deleted_at IS NULL) people
     LEFT JOIN github.team parent ON parent.owner_id = team.owner_id AND parent.team_id = team.parent_team_id
     LEFT JOIN github.owner ON owner.owner_id = team.owner_id
     LEFT JOIN sync.resource ON resource.subject_kind = 'owner'::text AND resource.subject_id = team.owner_id AND resource.resource = 'teams'::text;

create view sync.loop_in_doubt as
 SELECT workflow_id,
    kind,
    subject_kind,
    subject_id,
    resources
   FROM sync.loop
  WHERE state = 'ended'::text OR NOT (EXISTS ( SELECT
           FROM sync.resource head
          WHERE head.subject_id = loop.subject_id AND head.subject_kind = loop.subject_kind AND (head.resource = ANY (ARRAY['repository'::text, 'owner'::text, 'events'::text, 'owner_events'::text, 'public_events'::text])) AND
                CASE loop.kind
                    WHEN 'syncRepository'::text THEN head.resource <> 'events'::text
                    ELSE head.resource = ANY (loop.resources)
                END AND head.next_try_at > now()));

create view sync.loop_standing as
 SELECT loop.workflow_id,
        CASE
            WHEN life.is_overdue THEN 'overdue'::text
            WHEN speaks.loop_itself THEN loop.state
            ELSE COALESCE(total.worst_state, 'ok'::text)
        END AS state,
        CASE
            WHEN life.is_overdue THEN format('Its next cycle should have begun %s; nothing was done since %s.'::text, to_char((life.due_at AT TIME ZONE 'utc'::text), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'::text), to_char((life.alive_at AT TIME ZONE 'utc'::text), 'YYYY-MM-DD"T"HH24:MI:SS"Z"'::text))
            WHEN speaks.loop_itself THEN loop.reason
            WHEN total.worst_state IS NULL OR (total.worst_state = ANY (ARRAY['ok'::text, 'empty'::text])) THEN COALESCE(total.worst_reason, total.not_offered)
            ELSE total.worst_reason
        END AS reason,
    COALESCE(total.rows_stored, 0::numeric)::bigint AS rows_stored,
        CASE
            WHEN life.next_at > now() OR NOT COALESCE(total.is_read, false) THEN life.next_at
            ELSE NULL::timestamp with time zone
        END AS next_sync_at,
    life.is_overdue
   FROM sync.loop
     CROSS JOIN LATERAL ( SELECT sum(resource.rows_stored) AS rows_stored,
            min(resource.next_try_at) FILTER (WHERE resource.resource = ANY (ARRAY['repository'::text, 'owner'::text, 'events'::text, 'owner_events'::text, 'public_events'::text])) AS next_cycle_at,
            max(resource.next_try_at) FILTER (WHERE resource.state = 'limited'::text) AS limited_until,
            max(resource.touched_at) AS touched_at,
            bool_or(resource.state = ANY (ARRAY['loading'::text, 'limited'::text])) AS is_read,
            count(*) > 0 AS is_known,
            string_agg(format('%s: %s'::text, resource.resource, COALESCE(resource.reason, 'switched off.'::text)), ' '::text ORDER BY resource.resource) FILTER (WHERE resource.state = 'disabled'::text) AS not_offered,
            (array_agg(resource.state ORDER BY severity.rank, resource.resource) FILTER (WHERE resource.state <> 'disabled'::text))[1] AS worst_state,
            (array_agg(resource.reason ORDER BY severity.rank, resource.resource) FILTER (WHERE resource.state <> 'disabled'::text))[1] AS worst_reason
           FROM sync.resource
             CROSS JOIN LATERAL ( SELECT array_position(ARRAY['failed'::text, 'gone'::text, 'missing'::text, 'blocked'::text, 'forbidden'::text, 'limited'::text, 'loading'::text, 'stats_pending'::text, 'ok'::text, 'empty'::text], resource.state) AS rank) severity
          WHERE resource.subject_kind = loop.subject_kind AND resource.subject_id = loop.subject_id AND
                CASE loop.kind
                    WHEN 'syncRepository'::text THEN resource.resource <> 'events'::text
                    ELSE resource.resource = ANY (loop.resources)
                END) total
     CROSS JOIN LATERAL ( SELECT (loop.state = ANY (ARRAY['paused'::text, 'renamed'::text, 'ended'::text])) OR NOT total.is_known AS loop_itself) speaks
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN speaks.loop_itself THEN loop.next_sync_at
                    ELSE COALESCE(total.next_cycle_at, loop.next_sync_at)
                END AS next_at,
            GREATEST(loop.changed_at, total.touched_at) AS alive_at) next
     CROSS JOIN LATERAL ( SELECT next.next_at,
            next.alive_at,
            COALESCE(next.next_at, next.alive_at) AS due_at,
            (loop.state <> ALL (ARRAY['paused'::text, 'renamed'::text, 'ended'::text])) AND now() > (GREATEST(next.next_at, next.alive_at, total.limited_until) + loop.every::interval + '00:02:00'::interval) AS is_overdue) life;

create view github.repository_page as
 SELECT repository.repository_id,
    (((home_page.html_url || '/'::text) || repository.owner) || '/'::text) || repository.name AS html_url
   FROM github.repository
     LEFT JOIN github.home_page ON true;

create view kpi.family_completeness as
 SELECT source.repository_id,
    follows.family,
    source.resource,
    source.complete_from,
    source.complete_through,
    source.is_lacking,
    source.proven,
    waiting.month AS waits_from,
    source.proven * tsrange(NULL::timestamp without time zone, waiting.month::timestamp without time zone) AS computed
   FROM kpi.follows
     JOIN kpi.completeness source ON source.resource = follows.source
     CROSS JOIN LATERAL ( SELECT LEAST(( SELECT min(due_month.month) AS min
                   FROM kpi.due_month
                  WHERE due_month.repository_id = source.repository_id AND due_month.family = follows.family), ( SELECT min(
                        CASE
                            WHEN followed.months_on IS NULL THEN '-infinity'::date
                            ELSE mark.month
                        END) AS min
                   FROM kpi.follows followed
                     CROSS JOIN LATERAL ( SELECT mark_1.month
                           FROM sync.mark mark_1
                          WHERE mark_1.subject_id = source.repository_id AND mark_1.source = followed.source
                          ORDER BY mark_1.month
                         LIMIT 1) mark
                  WHERE followed.family = follows.family)) AS month
         OFFSET 0) waiting;

create view kpi.label_history as
 SELECT repository_id,
    complete_through,
    is_whole AS is_complete,
        CASE
            WHEN is_whole THEN proven
            ELSE NULL::tsrange
        END AS proven
   FROM kpi.completeness
  WHERE resource = 'issue_events'::text;

create view report.accounts as
 SELECT account.account_id,
    account.login,
    account.account_type,
    account.is_bot,
    (home_page.html_url || '/'::text) ||
        CASE
            WHEN account.account_type = 'Bot'::text THEN 'apps/'::text || replace(account.login, '[bot]'::text, ''::text)
            ELSE account.login
        END AS html_url,
    account.answered_at
   FROM github.account
     LEFT JOIN github.home_page ON true;

create view report.label_quality as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.as_of,
    kpi.definition,
    kpi.issues,
    kpi.defects,
    kpi.defect_density,
    kpi.performance_issues,
    kpi.performance_share,
    kpi.defect_labels,
    kpi.performance_labels,
    kpi.definition_version,
    kpi.computed_at,
    kpi.data_complete_through,
    COALESCE(NOT kpi.is_retroactive AND kpi.as_of <= (kpi.data_complete_through AT TIME ZONE 'utc'::text) AND source.proven @> tsrange(kpi.as_of - '2 mons'::interval, kpi.as_of::timestamp without time zone), false) AS is_complete,
    kpi.rules_version
   FROM kpi.label_quality kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.completeness source ON source.repository_id = kpi.repository_id AND source.resource = 'issues'::text;

create view report.loops as
 SELECT
        CASE
            WHEN loop.subject_kind = 'repository'::text THEN loop.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    shown.owner::report.github_name AS owner,
    shown.name::report.github_name AS name,
    ((shown.owner || '/'::text) || shown.name)::report.github_name AS repository,
    loop.workflow_id,
    loop.every,
    loop.resources,
    standing.state,
    standing.rows_stored,
    standing.next_sync_at,
    standing.reason,
    standing.is_overdue,
    loop.kind,
        CASE
            WHEN loop.subject_kind = 'public'::text THEN 'public'::text
            ELSE concat_ws('/'::text, shown.owner, shown.name)
        END AS subject,
        CASE
            WHEN loop.subject_kind = 'owner'::text THEN loop.subject_id
            ELSE NULL::bigint
        END AS owner_id
   FROM sync.loop
     JOIN sync.loop_standing standing USING (workflow_id)
     LEFT JOIN github.repository ON loop.subject_kind = 'repository'::text AND repository.repository_id = loop.subject_id
     LEFT JOIN github.owner account ON loop.subject_kind = 'owner'::text AND account.owner_id = loop.subject_id
     CROSS JOIN LATERAL ( SELECT repository.repository_id IS NOT NULL AND loop.workflow_id = ('sync/'::text || lower((repository.owner || '/'::text) || repository.name)) AS is_present) known
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN known.is_present THEN repository.owner
                    ELSE COALESCE(account.login, loop.owner)
                END AS owner,
                CASE
                    WHEN known.is_present THEN repository.name
                    ELSE loop.name
                END AS name) shown;

create view report.owners as
 SELECT loop.subject_id AS owner_id,
    COALESCE(account.login, loop.owner)::report.github_name AS owner,
    account.owner_type,
    standing.state,
    loop.every,
    told.repositories,
    told.kept,
    told.loops_started,
    standing.next_sync_at,
    standing.reason,
    loop.workflow_id
   FROM sync.loop
     JOIN sync.loop_standing standing USING (workflow_id)
     LEFT JOIN github.owner account ON account.owner_id = loop.subject_id
     CROSS JOIN LATERAL ( SELECT count(*) FILTER (WHERE "row".left_at IS NULL) AS repositories,
            count(*) FILTER (WHERE "row".left_at IS NULL AND owner_loop.left_out IS NULL AND owner_loop.state <> 'removed'::text) AS kept,
            count(*) FILTER (WHERE owner_loop.state = ANY (ARRAY['starting'::text, 'started'::text, 'stopping'::text])) AS loops_started
           FROM github.owner_repository "row"
             LEFT JOIN sync.owner_loop USING (owner_id, repository_id)
          WHERE "row".owner_id = loop.subject_id) told
  WHERE loop.kind = 'syncOrganization'::text;

create view report.sync_status as
 SELECT
        CASE
            WHEN kept.subject_kind = 'repository'::text THEN kept.subject_id
            ELSE NULL::bigint
        END AS repository_id,
    COALESCE(repository.owner, account.login, named.owner)::report.github_name AS owner,
    COALESCE(repository.name, named.name)::report.github_name AS name,
    ((COALESCE(repository.owner, named.owner) || '/'::text) || COALESCE(repository.name, named.name))::report.github_name AS repository,
    kept.resource,
        CASE
            WHEN kept.workflow_id IS NOT NULL THEN ( SELECT standing.state
               FROM sync.loop_standing standing
              WHERE standing.workflow_id = kept.workflow_id)
            WHEN kept.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text, 'limited'::text, 'stats_pending'::text]) THEN COALESCE(( SELECT
                    CASE
                        WHEN standing.state = ANY (ARRAY['overdue'::text, 'ended'::text]) THEN standing.state
                        ELSE NULL::text
                    END AS "case"
               FROM sync.loop_in_doubt loop
                 JOIN sync.loop_standing standing USING (workflow_id)
              WHERE loop.subject_kind = kept.subject_kind AND loop.subject_id = kept.subject_id AND
                    CASE loop.kind
                        WHEN 'syncRepository'::text THEN kept.resource <> 'events'::text
                        ELSE kept.resource = ANY (loop.resources)
                    END
              ORDER BY (loop.kind = 'syncRepository'::text) DESC, loop.workflow_id
             LIMIT 1), kept.state)
            ELSE kept.state
        END AS state,
    kept.rows_stored,
    kept.github_total,
    kept.complete_from,
    kept.complete_through,
    kept.pages,
    kept.requests,
    kept.not_modified,
    kept.attempts,
        CASE
            WHEN kept.workflow_id IS NOT NULL THEN ( SELECT standing.next_sync_at
               FROM sync.loop_standing standing
              WHERE standing.workflow_id = kept.workflow_id)
            ELSE kept.next_try_at
        END AS next_try_at,
        CASE
            WHEN kept.workflow_id IS NOT NULL THEN ( SELECT standing.reason
               FROM sync.loop_standing standing
              WHERE standing.workflow_id = kept.workflow_id)
            WHEN kept.state = ANY (ARRAY['ok'::text, 'empty'::text, 'loading'::text, 'limited'::text, 'stats_pending'::text]) THEN ( SELECT
                    CASE
                        WHEN count(*) FILTER (WHERE lost.is_lost) > 0 THEN max(lost.reason)
                        ELSE kept.reason
                    END AS reason
               FROM ( SELECT standing.state = ANY (ARRAY['overdue'::text, 'ended'::text]) AS is_lost,
                        standing.reason
                       FROM sync.loop_in_doubt loop
                         JOIN sync.loop_standing standing USING (workflow_id)
                      WHERE loop.subject_kind = kept.subject_kind AND loop.subject_id = kept.subject_id AND
                            CASE loop.kind
                                WHEN 'syncRepository'::text THEN kept.resource <> 'events'::text
                                ELSE kept.resource = ANY (loop.resources)
                            END
                      ORDER BY (loop.kind = 'syncRepository'::text) DESC, loop.workflow_id
                     LIMIT 1) lost)
            ELSE kept.reason
        END AS reason,
    kept.is_truncated,
    ( SELECT count(*) AS count
           FROM sync.gap
          WHERE gap.subject_id = kept.subject_id AND gap.resource = kept.resource AND gap.is_open) AS gaps,
    kept.reconciled_at,
    kept.subject_id,
        CASE
            WHEN kept.state = 'loading'::text THEN kept.rows_expected
            ELSE NULL::bigint
        END AS rows_expected,
    ( SELECT count(*) AS count
           FROM sync.item
          WHERE item.subject_id = kept.subject_id AND item.resource = kept.resource AND item.read_version IS DISTINCT FROM item.wanted_version) AS items_due,
        CASE
            WHEN (EXISTS ( SELECT
               FROM sync.item
              WHERE item.subject_id = kept.subject_id AND item.resource = kept.resource AND item.read_version IS DISTINCT FROM item.wanted_version)) THEN ( SELECT count(*) AS count
               FROM sync.item
              WHERE item.subject_id = kept.subject_id AND item.resource = kept.resource)
            ELSE 0::bigint
        END AS items_wanted,
        CASE
            WHEN kept.workflow_id IS NOT NULL THEN concat_ws('/'::text, named.owner, named.name)
            WHEN kept.subject_kind = 'repository'::text THEN (COALESCE(repository.owner, named.owner) || '/'::text) || COALESCE(repository.name, named.name)
            WHEN kept.subject_kind = 'owner'::text THEN COALESCE(account.login, named.owner)
            ELSE 'public'::text
        END AS subject,
    kept.read_by,
    kept.read_by_reason
   FROM ( SELECT resource.subject_kind,
            resource.subject_id,
            resource.resource,
            resource.state,
            resource.rows_stored,
            resource.github_total,
            resource.complete_from,
            resource.complete_through,
            resource.pages,
            resource.requests,
            resource.not_modified,
            resource.attempts,
            resource.next_try_at,
            resource.reason,
            resource.is_truncated,
            resource.reconciled_at,
            resource.rows_expected,
            resource.read_by,
            resource.read_by_reason,
            NULL::text AS workflow_id
           FROM sync.resource
        UNION ALL
         SELECT loop.subject_kind,
            NULL::bigint AS subject_id,
                CASE loop.kind
                    WHEN 'syncRepository'::text THEN 'repository'::text
                    ELSE 'owner'::text
                END AS resource,
            NULL::text AS state,
            0 AS rows_stored,
            NULL::bigint AS github_total,
            NULL::timestamp with time zone AS complete_from,
            NULL::timestamp with time zone AS complete_through,
            0 AS pages,
            0 AS requests,
            0 AS not_modified,
            0 AS attempts,
            NULL::timestamp with time zone AS next_try_at,
            NULL::text AS reason,
            false AS is_truncated,
            NULL::timestamp with time zone AS reconciled_at,
            NULL::bigint AS rows_expected,
            NULL::text AS read_by,
            NULL::text AS read_by_reason,
            loop.workflow_id
           FROM sync.loop
          WHERE loop.subject_id IS NULL AND (loop.kind = ANY (ARRAY['syncRepository'::text, 'syncOrganization'::text]))) kept
     LEFT JOIN github.repository ON kept.subject_kind = 'repository'::text AND repository.repository_id = kept.subject_id
     LEFT JOIN github.owner account ON kept.subject_kind = 'owner'::text AND account.owner_id = kept.subject_id
     LEFT JOIN LATERAL ( SELECT loop.owner,
            loop.name
           FROM sync.loop
          WHERE repository.repository_id IS NULL AND account.owner_id IS NULL AND (loop.workflow_id = kept.workflow_id OR loop.subject_kind = kept.subject_kind AND loop.subject_id = kept.subject_id AND
                CASE loop.kind
                    WHEN 'syncRepository'::text THEN kept.resource <> 'events'::text
                    ELSE kept.resource = ANY (loop.resources)
                END)
          ORDER BY (loop.kind = 'syncRepository'::text) DESC, loop.workflow_id
         LIMIT 1) named ON true;

create view kpi.family_standing as
 SELECT source.repository_id,
    source.family,
        CASE
            WHEN count(source.complete_through) = followed.sources THEN min(source.complete_through)
            ELSE NULL::timestamp with time zone
        END AS complete_through,
        CASE
            WHEN count(source.computed) = followed.sources THEN range_intersect_agg(source.computed)
            ELSE NULL::tsrange
        END AS computed,
    max(source.complete_from) AS complete_from
   FROM kpi.family_completeness source
     JOIN ( SELECT follows.family,
            count(*) AS sources
           FROM kpi.follows
          GROUP BY follows.family) followed ON followed.family = source.family
  GROUP BY source.repository_id, source.family, followed.sources;

create view report.comments as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    comment.comment_id,
    comment.number,
    issue.is_pull_request,
    author.login AS author,
    comment.author_id,
    author.is_bot,
    comment.author_association,
    comment.created_at,
    comment.updated_at,
    (((page.html_url ||
        CASE
            WHEN issue.is_pull_request THEN '/pull/'::text
            ELSE '/issues/'::text
        END) || comment.number) || '#issuecomment-'::text) || comment.comment_id AS html_url
   FROM github.comment
     JOIN github.repository ON repository.repository_id = comment.repository_id
     JOIN github.repository_page page ON page.repository_id = comment.repository_id
     LEFT JOIN github.issue ON issue.repository_id = comment.repository_id AND issue.number = comment.number
     LEFT JOIN github.account author ON author.account_id = comment.author_id
  WHERE comment.deleted_at IS NULL;

create view report.commits as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    commit.sha,
    author.login AS author,
    commit.author_email_sha256,
    commit.is_merge,
    commit.subject,
    commit.authored_at,
    commit.committed_at,
    commit.deleted_at AS left_branch_at,
    commit.author_id,
    author.is_bot,
    (page.html_url || '/commit/'::text) || commit.sha AS html_url
   FROM github.commit
     JOIN github.repository_page page ON page.repository_id = commit.repository_id
     JOIN github.repository ON repository.repository_id = commit.repository_id
     LEFT JOIN github.account author ON author.account_id = commit.author_id;

create view report.computations as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    follows.family,
    follows.source AS resource,
    computation.as_of,
    computation.definition_version,
    source.complete_from,
    source.complete_through,
    COALESCE(source.is_truncated, false) AS is_truncated,
    COALESCE(gap.gaps, 0::bigint) AS gaps,
    COALESCE(item.items_due, 0::bigint) AS items_due,
    source.stale_since IS NOT NULL AS is_stale,
    source.resource IS NOT NULL AS is_kept,
    standing.waits_from
   FROM github.repository
     CROSS JOIN kpi.follows
     LEFT JOIN kpi.computation ON computation.repository_id = repository.repository_id AND computation.family = follows.family
     LEFT JOIN sync.resource source ON source.subject_id = repository.repository_id AND source.resource = follows.source
     LEFT JOIN kpi.family_completeness standing ON standing.repository_id = repository.repository_id AND standing.family = follows.family AND standing.resource = follows.source
     CROSS JOIN LATERAL ( SELECT count(*) AS gaps
           FROM sync.gap gap_1
          WHERE gap_1.subject_id = source.subject_id AND gap_1.resource = source.resource AND gap_1.is_open) gap
     CROSS JOIN LATERAL ( SELECT count(*) AS items_due
           FROM sync.item item_1
          WHERE item_1.subject_id = source.subject_id AND item_1.resource = source.resource AND item_1.read_version IS DISTINCT FROM item_1.wanted_version) item
  WHERE follows.source <> 'label_rules'::text;

create view report.contributor_absence_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
        CASE
            WHEN kpi.contributors > 0 OR reached.commits THEN kpi.contributors
            ELSE NULL::integer
        END AS contributors,
    kpi.contributor_absence_factor,
        CASE
            WHEN kpi.contributors > 0 OR reached.commits THEN kpi.commits
            ELSE NULL::integer
        END AS commits,
    kpi.definition_version,
    kpi.computed_at,
    commits_source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month - '11 mons'::interval, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.contributor_absence_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN sync.resource commits_source ON commits_source.subject_id = kpi.repository_id AND commits_source.subject_kind = 'repository'::text AND commits_source.resource = 'commits'::text
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'contributor_absence'::text AND source.resource = 'commits'::text
     CROSS JOIN LATERAL ( SELECT COALESCE((commits_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((commits_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS commits) reached;

create view report.issue_events as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    issue_event.event_id,
    issue_event.number,
    issue.is_pull_request,
    issue_event.event,
    actor.login AS actor,
    issue_event.actor_id,
    actor.is_bot,
    issue_event.label_name AS label,
    assignee.login AS assignee,
    issue_event.assignee_id,
    reviewer.login AS requested_reviewer,
    issue_event.requested_reviewer_id,
    issue_event.milestone_title AS milestone,
    issue_event.renamed_from,
    issue_event.renamed_to,
    issue_event.commit_sha,
    issue_event.state_reason,
    issue_event.created_at,
    (((page.html_url ||
        CASE
            WHEN issue.is_pull_request THEN '/pull/'::text
            ELSE '/issues/'::text
        END) || issue_event.number) || '#event-'::text) || issue_event.event_id AS html_url,
    issue_event.label_id
   FROM github.issue_event
     JOIN github.repository ON repository.repository_id = issue_event.repository_id
     JOIN github.repository_page page ON page.repository_id = issue_event.repository_id
     LEFT JOIN github.issue ON issue.repository_id = issue_event.repository_id AND issue.number = issue_event.number
     LEFT JOIN github.account actor ON actor.account_id = issue_event.actor_id
     LEFT JOIN github.account assignee ON assignee.account_id = issue_event.assignee_id
     LEFT JOIN github.account reviewer ON reviewer.account_id = issue_event.requested_reviewer_id
  WHERE issue_event.deleted_at IS NULL;

create view report.issue_labels_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
    kpi.label,
    kpi.issues_opened,
    kpi.issues_closed,
    kpi.share_of_opened,
    kpi.median_hours_to_close,
    kpi.p85_hours_to_close,
        CASE
            WHEN told.lack IS NULL THEN kpi.labeled
            ELSE NULL::integer
        END AS labeled,
        CASE
            WHEN told.lack IS NULL THEN kpi.unlabeled
            ELSE NULL::integer
        END AS unlabeled,
        CASE
            WHEN told.lack IS NULL THEN kpi.open_at_month_end
            ELSE NULL::integer
        END AS open_at_month_end,
        CASE
            WHEN told.lack IS NULL THEN kpi.median_hours_in_label
            ELSE NULL::double precision
        END AS median_hours_in_label,
    kpi.open_at_month_end_current_labels,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> month.span AND (told.lack IS NOT NULL OR history.proven @> month.span), false) AS is_complete,
    told.lack AS label_history_lack,
    kpi.label = ''::text AS is_without_label
   FROM kpi.issue_labels_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     CROSS JOIN LATERAL ( SELECT tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval) AS span) month
     LEFT JOIN LATERAL ( SELECT max(family_completeness.complete_through) AS complete_through,
            range_intersect_agg(family_completeness.computed) AS computed
           FROM kpi.family_completeness
          WHERE family_completeness.repository_id = kpi.repository_id AND family_completeness.family = 'issue_labels'::text AND family_completeness.resource = 'issues'::text) source ON true
     LEFT JOIN LATERAL ( SELECT range_intersect_agg(label_history.proven) AS proven
           FROM kpi.label_history
          WHERE label_history.repository_id = kpi.repository_id) history ON true
     LEFT JOIN LATERAL ( SELECT max(latest_1.open_at_month_end) AS by_history,
            max(latest_1.open_at_month_end_current_labels) AS by_rows
           FROM kpi.computation
             JOIN kpi.issue_labels_monthly latest_1 ON latest_1.repository_id = kpi.repository_id AND latest_1.label = kpi.label AND latest_1.month = date_trunc('month'::text, computation.as_of::timestamp without time zone)::date
          WHERE computation.repository_id = kpi.repository_id AND computation.family = 'issue_labels'::text) latest ON true
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN kpi.label = ''::text THEN 'Label history tells of labels alone.'::text
                    WHEN kpi.labeled IS NULL THEN 'The events of this repository''s issues are not all here; report.sync_status and report.gaps say why.'::text
                    WHEN latest.by_history <> latest.by_rows THEN format('By their events %s open issues have this label; by the issues themselves %s: it is told again when the two agree.'::text, latest.by_history, latest.by_rows)
                    ELSE NULL::text
                END AS lack) told;

create view report.issues as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    issue.issue_id,
    issue.number,
    issue.title,
    issue.state,
    issue.state_reason,
    issue.label_names AS labels,
    author.login AS author,
    issue.author_association,
    ARRAY( SELECT account.login
           FROM unnest(issue.assignee_ids) WITH ORDINALITY assignee(account_id, "position")
             JOIN github.account ON account.account_id = assignee.account_id
          ORDER BY assignee."position") AS assignees,
    issue.milestone_title AS milestone,
    issue.comments,
    issue.is_locked,
    issue.created_at,
    issue.updated_at,
    issue.closed_at,
    issue.author_id,
    author.is_bot,
    (page.html_url || '/issues/'::text) || issue.number AS html_url
   FROM github.issue
     JOIN github.repository_page page ON page.repository_id = issue.repository_id
     JOIN github.repository ON repository.repository_id = issue.repository_id
     LEFT JOIN github.account author ON author.account_id = issue.author_id
  WHERE NOT issue.is_pull_request AND issue.deleted_at IS NULL;

create view report.label_categories_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
    kpi.category,
        CASE
            WHEN kpi.issues_opened > 0 OR reached.issues THEN kpi.issues_opened
            ELSE NULL::integer
        END AS issues_opened,
        CASE
            WHEN kpi.issues_closed > 0 OR reached.issues THEN kpi.issues_closed
            ELSE NULL::integer
        END AS issues_closed,
        CASE
            WHEN kpi.issues_opened > 0 OR reached.issues THEN kpi.share
            ELSE NULL::double precision
        END AS share,
    kpi.rules_version,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.label_categories_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'label_categories'::text AND source.resource = 'issues'::text
     CROSS JOIN LATERAL ( SELECT COALESCE((source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS issues) reached;

create view report.new_contributors as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.source,
    kpi.contributor,
    COALESCE(kpi.login, account.login) AS login,
    kpi.account_id,
    kpi.first_contribution_at,
    kpi.month,
    kpi.is_bot,
    kpi.total_commits_first_week,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(counted.begins, counted.ends), false) AS is_complete,
        CASE
            WHEN kpi.source = ANY (ARRAY['stats'::text, 'commits'::text]) THEN by_date.first_contribution_at
            ELSE NULL::timestamp with time zone
        END AS first_commit_at
   FROM kpi.new_contributors kpi
     CROSS JOIN LATERAL ( SELECT (kpi.month + '1 mon'::interval)::date AS day) month_end
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN kpi.source = 'stats'::text THEN kpi.month::timestamp without time zone
                    ELSE NULL::timestamp without time zone
                END AS begins,
                CASE
                    WHEN kpi.source = 'stats'::text THEN month_end.day + (7 - EXTRACT(dow FROM month_end.day)::integer) % 7
                    ELSE month_end.day
                END::timestamp without time zone AS ends) counted
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN github.account ON account.account_id = kpi.account_id AND kpi.source <> 'stats'::text
     LEFT JOIN kpi.new_contributors by_date ON by_date.repository_id = kpi.repository_id AND by_date.source = 'commits'::text AND by_date.contributor = kpi.contributor
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family =
        CASE
            WHEN kpi.source = 'stats'::text THEN 'contributors'::text
            ELSE 'contributions'::text
        END AND source.resource =
        CASE kpi.source
            WHEN 'stats'::text THEN 'contributor_stats'::text
            WHEN 'commits'::text THEN 'commits'::text
            ELSE 'pull_requests'::text
        END
  WHERE kpi.source <> 'any'::text;

create view report.new_contributors_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
    kpi.source,
        CASE
            WHEN kpi.new_contributors > 0 OR reached.is_reached THEN kpi.new_contributors
            ELSE NULL::integer
        END AS new_contributors,
        CASE
            WHEN kpi.new_contributors > 0 OR reached.is_reached THEN kpi.new_bots
            ELSE NULL::integer
        END AS new_bots,
        CASE
            WHEN kpi.new_contributors > 0 OR reached.is_reached THEN kpi.new_without_account
            ELSE NULL::integer
        END AS new_without_account,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(counted.begins, counted.ends), false) AS is_complete
   FROM kpi.new_contributors_monthly kpi
     CROSS JOIN LATERAL ( SELECT (kpi.month + '1 mon'::interval)::date AS day) month_end
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN kpi.source = 'stats'::text THEN kpi.month::timestamp without time zone
                    ELSE NULL::timestamp without time zone
                END AS begins,
                CASE
                    WHEN kpi.source = 'stats'::text THEN month_end.day + (7 - EXTRACT(dow FROM month_end.day)::integer) % 7
                    ELSE month_end.day
                END::timestamp without time zone AS ends) counted
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN LATERAL ( SELECT max(family_completeness.complete_from) AS complete_from,
            max(family_completeness.complete_through) AS complete_through,
            range_intersect_agg(family_completeness.computed) AS computed
           FROM kpi.family_completeness
          WHERE family_completeness.repository_id = kpi.repository_id AND family_completeness.family =
                CASE
                    WHEN kpi.source = 'stats'::text THEN 'contributors'::text
                    ELSE 'contributions'::text
                END AND family_completeness.resource =
                CASE kpi.source
                    WHEN 'stats'::text THEN 'contributor_stats'::text
                    WHEN 'commits'::text THEN 'commits'::text
                    ELSE 'pull_requests'::text
                END) source ON true
     CROSS JOIN LATERAL ( SELECT COALESCE((source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((source.complete_from AT TIME ZONE 'utc'::text) < month_end.day, true), false) AS is_reached) reached;

create view report.pull_requests as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    pull_request.pull_request_id,
    pull_request.number,
    pull_request.title,
    pull_request.state,
    pull_request.is_draft,
    author.login AS author,
    pull_request.author_association,
    pull_request.base_ref,
    pull_request.head_ref,
    ARRAY( SELECT account.login
           FROM unnest(pull_request.requested_reviewer_ids) WITH ORDINALITY reviewer(account_id, "position")
             JOIN github.account ON account.account_id = reviewer.account_id
          ORDER BY reviewer."position") AS requested_reviewers,
    pull_request.requested_teams,
    issue.label_names AS labels,
    issue.milestone_title AS milestone,
    pull_request.created_at,
    pull_request.updated_at,
    pull_request.closed_at,
    pull_request.merged_at,
    pull_request.author_id,
    author.is_bot,
    (page.html_url || '/pull/'::text) || pull_request.number AS html_url
   FROM github.pull_request
     JOIN github.repository_page page ON page.repository_id = pull_request.repository_id
     JOIN github.repository ON repository.repository_id = pull_request.repository_id
     LEFT JOIN github.account author ON author.account_id = pull_request.author_id
     LEFT JOIN github.issue ON issue.repository_id = pull_request.repository_id AND issue.number = pull_request.number AND issue.is_pull_request
  WHERE pull_request.deleted_at IS NULL;

create view report.releases as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    release.release_id,
    release.tag_name,
    release.name AS title,
    author.login AS author,
    release.is_draft,
    release.is_prerelease,
    release.created_at,
    release.published_at,
    release.deleted_at,
    release.author_id,
    author.is_bot,
    (page.html_url || '/releases/tag/'::text) || release.tag_name AS html_url
   FROM github.release
     JOIN github.repository_page page ON page.repository_id = release.repository_id
     JOIN github.repository ON repository.repository_id = release.repository_id
     LEFT JOIN github.account author ON author.account_id = release.author_id;

create view report.releases_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
        CASE
            WHEN kpi.releases > 0 OR reached.releases THEN kpi.releases
            ELSE NULL::integer
        END AS releases,
        CASE
            WHEN kpi.prereleases > 0 OR reached.releases THEN kpi.prereleases
            ELSE NULL::integer
        END AS prereleases,
    kpi.definition_version,
    kpi.computed_at,
    source.complete_through AS data_complete_through,
    COALESCE(source.computed @> tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.releases_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN kpi.family_completeness source ON source.repository_id = kpi.repository_id AND source.family = 'releases'::text AND source.resource = 'releases'::text
     CROSS JOIN LATERAL ( SELECT COALESCE((source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS releases) reached;

create view report.repositories as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    repository.description,
    repository.is_private,
    repository.is_fork,
    repository.is_archived,
    repository.default_branch,
    repository.stars,
    repository.forks,
    repository.open_issues,
    repository.created_at,
    repository.pushed_at,
    repository.answered_at,
    page.html_url
   FROM github.repository
     JOIN github.repository_page page ON page.repository_id = repository.repository_id;

create view report.review_comments as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    review_comment.review_comment_id,
    review_comment.number,
    review_comment.review_id,
    review_comment.in_reply_to_id,
    author.login AS author,
    review_comment.author_id,
    author.is_bot,
    review_comment.author_association,
    review_comment.path,
    review_comment.line,
    review_comment.commit_sha,
    review_comment.created_at,
    review_comment.updated_at,
    (((page.html_url || '/pull/'::text) || review_comment.number) || '#discussion_r'::text) || review_comment.review_comment_id AS html_url
   FROM github.review_comment
     JOIN github.repository ON repository.repository_id = review_comment.repository_id
     JOIN github.repository_page page ON page.repository_id = review_comment.repository_id
     LEFT JOIN github.account author ON author.account_id = review_comment.author_id
  WHERE review_comment.deleted_at IS NULL;

create view report.reviews as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    review.review_id,
    review.number,
    review.state,
    author.login AS author,
    review.author_id,
    author.is_bot,
    review.author_association,
    review.commit_sha,
    review.submitted_at,
    (((page.html_url || '/pull/'::text) || review.number) || '#pullrequestreview-'::text) || review.review_id AS html_url
   FROM github.review
     JOIN github.repository ON repository.repository_id = review.repository_id
     JOIN github.repository_page page ON page.repository_id = review.repository_id
     LEFT JOIN github.account author ON author.account_id = review.author_id
  WHERE review.deleted_at IS NULL AND review.submitted_at IS NOT NULL;

create view report.contributors_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi.active
            ELSE NULL::integer
        END AS active,
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi.new
            ELSE NULL::integer
        END AS new,
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi."returning"
            ELSE NULL::integer
        END AS "returning",
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi.active_bots
            ELSE NULL::integer
        END AS active_bots,
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi.new_bots
            ELSE NULL::integer
        END AS new_bots,
        CASE
            WHEN (kpi.active + kpi.active_bots) > 0 OR reached.sources THEN kpi.returning_bots
            ELSE NULL::integer
        END AS returning_bots,
    kpi.definition_version,
    kpi.computed_at,
    standing.complete_through AS data_complete_through,
    COALESCE(standing.computed @> tsrange(NULL::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.contributors_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN LATERAL ( SELECT family_standing.complete_from,
            family_standing.complete_through,
            family_standing.computed
           FROM kpi.family_standing
          WHERE family_standing.repository_id = repository.repository_id AND family_standing.family = 'contributions'::text
         OFFSET 0) standing ON true
     CROSS JOIN LATERAL ( SELECT COALESCE((standing.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((standing.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS sources) reached;

create view report.issue_flow_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
        CASE
            WHEN kpi.issues_opened > 0 OR reached.issues THEN kpi.issues_opened
            ELSE NULL::integer
        END AS issues_opened,
        CASE
            WHEN kpi.issues_closed > 0 OR reached.issues THEN kpi.issues_closed
            ELSE NULL::integer
        END AS issues_closed,
        CASE
            WHEN kpi.issues_active > 0 OR reached.issues AND reached.comments AND reached.issue_events THEN kpi.issues_active
            ELSE NULL::integer
        END AS issues_active,
        CASE
            WHEN issues_source.complete_from IS NULL AND (kpi.open_at_month_end > 0 OR reached.issues) THEN kpi.open_at_month_end
            ELSE NULL::integer
        END AS open_at_month_end,
        CASE
            WHEN kpi.answered > 0 OR reached.comments THEN kpi.answered
            ELSE NULL::integer
        END AS answered,
    kpi.median_hours_to_first_response,
    kpi.p85_hours_to_first_response,
    kpi.mean_hours_to_first_response,
    kpi.max_hours_to_first_response,
    kpi.median_hours_to_close,
    kpi.p85_hours_to_close,
    kpi.mean_hours_to_close,
    kpi.max_hours_to_close,
    kpi.median_hours_to_close_of_opened,
    kpi.p85_hours_to_close_of_opened,
    kpi.mean_hours_to_close_of_opened,
    kpi.max_hours_to_close_of_opened,
        CASE
            WHEN reached.comments AND (kpi.issues_opened > 0 OR reached.issues) THEN kpi.issues_opened - kpi.answered
            ELSE NULL::integer
        END AS unanswered,
        CASE
            WHEN kpi.issues_reopened > 0 OR reached.issue_events THEN kpi.issues_reopened
            ELSE NULL::integer
        END AS issues_reopened,
        CASE
            WHEN kpi.issues_closed > 0 OR reached.issues THEN kpi.issues_closed::double precision / NULLIF(kpi.issues_opened, 0)::double precision
            ELSE NULL::double precision
        END AS closure_ratio,
    kpi.definition_version,
    kpi.computed_at,
    standing.complete_through AS data_complete_through,
    COALESCE(standing.computed @> tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.issue_flow_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN sync.resource issues_source ON issues_source.subject_id = kpi.repository_id AND issues_source.subject_kind = 'repository'::text AND issues_source.resource = 'issues'::text
     LEFT JOIN sync.resource comments_source ON comments_source.subject_id = kpi.repository_id AND comments_source.subject_kind = 'repository'::text AND comments_source.resource = 'comments'::text
     LEFT JOIN sync.resource issue_events_source ON issue_events_source.subject_id = kpi.repository_id AND issue_events_source.subject_kind = 'repository'::text AND issue_events_source.resource = 'issue_events'::text
     LEFT JOIN LATERAL ( SELECT family_standing.complete_through,
            family_standing.computed
           FROM kpi.family_standing
          WHERE family_standing.repository_id = repository.repository_id AND family_standing.family = 'issue_flow'::text
         OFFSET 0) standing ON true
     CROSS JOIN LATERAL ( SELECT COALESCE((issues_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((issues_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS issues,
            COALESCE((comments_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((comments_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS comments,
            COALESCE((issue_events_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((issue_events_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS issue_events) reached;

create view report.issue_labels_monthly_with_zeros as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    step.month,
    label.label,
    COALESCE(counted.issues_opened, 0) AS issues_opened,
    COALESCE(counted.issues_closed, 0) AS issues_closed,
    COALESCE(counted.share_of_opened, opened.share) AS share_of_opened,
    counted.median_hours_to_close,
    counted.p85_hours_to_close,
        CASE
            WHEN told.label_history_lack IS NULL THEN COALESCE(counted.labeled, 0)
            ELSE NULL::integer
        END AS labeled,
        CASE
            WHEN told.label_history_lack IS NULL THEN COALESCE(counted.unlabeled, 0)
            ELSE NULL::integer
        END AS unlabeled,
        CASE
            WHEN told.label_history_lack IS NULL THEN COALESCE(counted.open_at_month_end, 0)
            ELSE NULL::integer
        END AS open_at_month_end,
        CASE
            WHEN told.label_history_lack IS NULL THEN counted.median_hours_in_label
            ELSE NULL::double precision
        END AS median_hours_in_label,
    COALESCE(counted.open_at_month_end_current_labels, 0) AS open_at_month_end_current_labels,
    told.data_complete_through,
    COALESCE(source.computed @> month.span AND (told.label_history_lack IS NOT NULL OR history.proven @> month.span), false) AS is_complete,
    told.label_history_lack,
    label.label = ''::text AS is_without_label
   FROM github.repository
     LEFT JOIN kpi.computation ON computation.repository_id = repository.repository_id AND computation.family = 'issue_labels'::text
     CROSS JOIN LATERAL ( SELECT stored.label,
            min(stored.month) AS first_month,
            min(min(stored.month)) OVER () AS first_of_repository,
            max(max(stored.month)) OVER () AS last_of_repository
           FROM kpi.issue_labels_monthly stored
          WHERE stored.repository_id = repository.repository_id
          GROUP BY stored.label
         OFFSET 0) label
     JOIN report.issue_labels_monthly told ON told.repository_id = repository.repository_id AND told.label = label.label AND told.month = label.first_month
     CROSS JOIN LATERAL kpi.months(label.first_of_repository, GREATEST(label.last_of_repository, computation.as_of)) step(month)
     CROSS JOIN LATERAL ( SELECT tsrange(step.month::timestamp without time zone, step.month + '1 mon'::interval) AS span) month
     LEFT JOIN kpi.issue_labels_monthly counted ON counted.repository_id = repository.repository_id AND counted.label = label.label AND counted.month = step.month
     LEFT JOIN LATERAL ( SELECT 0::double precision AS share
           FROM kpi.issue_labels_monthly any_label
          WHERE any_label.repository_id = repository.repository_id AND any_label.month = step.month AND any_label.share_of_opened IS NOT NULL
         LIMIT 1) opened ON true
     LEFT JOIN kpi.family_completeness source ON source.repository_id = repository.repository_id AND source.family = 'issue_labels'::text AND source.resource = 'issues'::text
     LEFT JOIN kpi.label_history history ON history.repository_id = repository.repository_id;

create view report.pull_request_flow_monthly as
 SELECT repository.repository_id,
    repository.owner::report.github_name AS owner,
    repository.name::report.github_name AS name,
    ((repository.owner || '/'::text) || repository.name)::report.github_name AS repository,
    kpi.month,
        CASE
            WHEN kpi.opened > 0 OR reached.pull_requests THEN kpi.opened
            ELSE NULL::integer
        END AS opened,
        CASE
            WHEN kpi.merged > 0 OR reached.pull_requests THEN kpi.merged
            ELSE NULL::integer
        END AS merged,
        CASE
            WHEN kpi.closed_unmerged > 0 OR reached.pull_requests THEN kpi.closed_unmerged
            ELSE NULL::integer
        END AS closed_unmerged,
        CASE
            WHEN reached.pull_requests OR kpi.merged > 0 AND kpi.closed_unmerged > 0 THEN (kpi.merged + kpi.closed_unmerged)::double precision / NULLIF(kpi.opened, 0)::double precision
            ELSE NULL::double precision
        END AS closure_ratio,
        CASE
            WHEN reached.pull_requests OR kpi.merged > 0 AND kpi.closed_unmerged > 0 THEN kpi.merged::double precision / NULLIF(kpi.merged + kpi.closed_unmerged, 0)::double precision
            ELSE NULL::double precision
        END AS acceptance_ratio,
    kpi.median_hours_to_first_review,
    kpi.p85_hours_to_first_review,
    kpi.mean_hours_to_first_review,
    kpi.max_hours_to_first_review,
    kpi.median_hours_to_merge,
    kpi.p85_hours_to_merge,
    kpi.mean_hours_to_merge,
    kpi.max_hours_to_merge,
    kpi.mean_seconds_between_pull_requests,
        CASE
            WHEN kpi.authors > 0 OR reached.pull_requests THEN kpi.authors
            ELSE NULL::integer
        END AS authors,
        CASE
            WHEN kpi.opened_without_author > 0 OR reached.pull_requests THEN kpi.opened_without_author
            ELSE NULL::integer
        END AS opened_without_author,
        CASE
            WHEN kpi.active > 0 OR reached.pull_requests AND reached.comments AND reached.reviews AND reached.review_comments AND reached.issue_events THEN kpi.active
            ELSE NULL::integer
        END AS active,
        CASE
            WHEN pull_requests_source.complete_from IS NULL AND (kpi.open_at_month_end > 0 OR reached.pull_requests) THEN kpi.open_at_month_end
            ELSE NULL::integer
        END AS open_at_month_end,
        CASE
            WHEN kpi.reopened > 0 OR reached.issue_events THEN kpi.reopened
            ELSE NULL::integer
        END AS reopened,
        CASE
            WHEN kpi.answered > 0 OR reached.comments AND reached.reviews THEN kpi.answered
            ELSE NULL::integer
        END AS answered,
        CASE
            WHEN reached.comments AND reached.reviews AND (kpi.opened > 0 OR reached.pull_requests) THEN kpi.opened - kpi.answered
            ELSE NULL::integer
        END AS unanswered,
    kpi.median_hours_to_first_response,
    kpi.p85_hours_to_first_response,
    kpi.mean_hours_to_first_response,
    kpi.max_hours_to_first_response,
    kpi.median_hours_from_ready_to_first_response,
    kpi.p85_hours_from_ready_to_first_response,
    kpi.mean_hours_from_ready_to_first_response,
    kpi.max_hours_from_ready_to_first_response,
        CASE
            WHEN kpi.reviewed > 0 OR reached.reviews THEN kpi.reviewed
            ELSE NULL::integer
        END AS reviewed,
    kpi.median_hours_from_ready_to_first_review,
    kpi.p85_hours_from_ready_to_first_review,
    kpi.mean_hours_from_ready_to_first_review,
    kpi.max_hours_from_ready_to_first_review,
    kpi.median_hours_to_merge_of_opened,
    kpi.p85_hours_to_merge_of_opened,
    kpi.mean_hours_to_merge_of_opened,
    kpi.max_hours_to_merge_of_opened,
    kpi.median_hours_to_close,
    kpi.p85_hours_to_close,
    kpi.mean_hours_to_close,
    kpi.max_hours_to_close,
    kpi.definition_version,
    kpi.computed_at,
    standing.complete_through AS data_complete_through,
    COALESCE(standing.computed @> tsrange(kpi.month::timestamp without time zone, kpi.month + '1 mon'::interval), false) AS is_complete
   FROM kpi.pull_request_flow_monthly kpi
     JOIN github.repository ON repository.repository_id = kpi.repository_id
     LEFT JOIN sync.resource pull_requests_source ON pull_requests_source.subject_id = kpi.repository_id AND pull_requests_source.subject_kind = 'repository'::text AND pull_requests_source.resource = 'pull_requests'::text
     LEFT JOIN sync.resource comments_source ON comments_source.subject_id = kpi.repository_id AND comments_source.subject_kind = 'repository'::text AND comments_source.resource = 'comments'::text
     LEFT JOIN sync.resource reviews_source ON reviews_source.subject_id = kpi.repository_id AND reviews_source.subject_kind = 'repository'::text AND reviews_source.resource = 'reviews'::text
     LEFT JOIN sync.resource review_comments_source ON review_comments_source.subject_id = kpi.repository_id AND review_comments_source.subject_kind = 'repository'::text AND review_comments_source.resource = 'review_comments'::text
     LEFT JOIN sync.resource issue_events_source ON issue_events_source.subject_id = kpi.repository_id AND issue_events_source.subject_kind = 'repository'::text AND issue_events_source.resource = 'issue_events'::text
     LEFT JOIN LATERAL ( SELECT family_standing.complete_through,
            family_standing.computed
           FROM kpi.family_standing
          WHERE family_standing.repository_id = repository.repository_id AND family_standing.family = 'pull_request_flow'::text
         OFFSET 0) standing ON true
     CROSS JOIN LATERAL ( SELECT COALESCE((pull_requests_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((pull_requests_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS pull_requests,
            COALESCE((comments_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((comments_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS comments,
            COALESCE((reviews_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((reviews_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS reviews,
            COALESCE((review_comments_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((review_comments_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS review_comments,
            COALESCE((issue_events_source.complete_through AT TIME ZONE 'utc'::text) >= kpi.month AND COALESCE((issue_events_source.complete_from AT TIME ZONE 'utc'::text) < (kpi.month + '1 mon'::interval), true), false) AS issue_events) reached;

CREATE TRIGGER recount AFTER UPDATE ON github.account FOR EACH ROW WHEN (((old.login IS DISTINCT FROM new.login) OR (old.is_bot IS DISTINCT FROM new.is_bot))) EXECUTE FUNCTION kpi.recount_changed_accounts();
CREATE TRIGGER mark_comment_inserted AFTER INSERT ON github.comment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_comment();
CREATE TRIGGER mark_comment_updated AFTER UPDATE ON github.comment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_comment();
CREATE TRIGGER mark_commit_inserted AFTER INSERT ON github.commit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_commit();
CREATE TRIGGER mark_commit_updated AFTER UPDATE ON github.commit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_commit();
CREATE TRIGGER mark_issue_inserted AFTER INSERT ON github.issue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue();
CREATE TRIGGER mark_issue_thread_inserted AFTER INSERT ON github.issue REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue_thread();
CREATE TRIGGER mark_issue_thread_updated AFTER UPDATE ON github.issue REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue_thread();
CREATE TRIGGER mark_issue_updated AFTER UPDATE ON github.issue REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue();
CREATE TRIGGER mark_issue_event_inserted AFTER INSERT ON github.issue_event REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue_event();
CREATE TRIGGER mark_issue_event_updated AFTER UPDATE ON github.issue_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_issue_event();
CREATE TRIGGER note_period AFTER INSERT OR UPDATE OF left_at ON github.owner_repository FOR EACH ROW EXECUTE FUNCTION github.note_owner_repository_period();
CREATE TRIGGER mark_pull_request_inserted AFTER INSERT ON github.pull_request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_pull_request();
CREATE TRIGGER mark_pull_request_thread_inserted AFTER INSERT ON github.pull_request REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_pull_request_thread();
CREATE TRIGGER mark_pull_request_thread_updated AFTER UPDATE ON github.pull_request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_pull_request_thread();
CREATE TRIGGER mark_pull_request_updated AFTER UPDATE ON github.pull_request REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_pull_request();
CREATE TRIGGER mark_review_inserted AFTER INSERT ON github.review REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_review();
CREATE TRIGGER mark_review_updated AFTER UPDATE ON github.review REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_review();
CREATE TRIGGER mark_review_comment_inserted AFTER INSERT ON github.review_comment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_review_comment();
CREATE TRIGGER mark_review_comment_updated AFTER UPDATE ON github.review_comment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.mark_review_comment();
CREATE TRIGGER recount AFTER INSERT OR DELETE OR UPDATE ON kpi.bot_rule FOR EACH ROW EXECUTE FUNCTION kpi.recount_ruled_accounts();
CREATE TRIGGER count_added AFTER INSERT ON kpi.contributions_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributions_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.contributions_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributions_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.contributions_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributions_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.contributor_absence_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributor_absence_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.contributor_absence_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributor_absence_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.contributor_absence_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributor_absence_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.contributors_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributors_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.contributors_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributors_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.contributors_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_contributors_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.event_counts_hourly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_event_counts_hourly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.event_counts_hourly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_event_counts_hourly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.event_counts_hourly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_event_counts_hourly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.issue_flow_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_flow_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.issue_flow_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_flow_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.issue_flow_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_flow_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.issue_labels_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_labels_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.issue_labels_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_labels_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.issue_labels_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_issue_labels_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.label_categories_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_categories_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.label_categories_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_categories_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.label_categories_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_categories_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.label_quality REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_quality_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.label_quality FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_quality_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.label_quality REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_label_quality_removed();
CREATE TRIGGER note_changes AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON kpi.label_rule FOR EACH STATEMENT EXECUTE FUNCTION kpi.note_label_rules();
CREATE TRIGGER count_added AFTER INSERT ON kpi.new_contributors REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.new_contributors FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.new_contributors REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.new_contributors_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.new_contributors_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.new_contributors_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_new_contributors_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.pull_request_flow_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_pull_request_flow_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.pull_request_flow_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_pull_request_flow_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.pull_request_flow_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_pull_request_flow_monthly_removed();
CREATE TRIGGER count_added AFTER INSERT ON kpi.releases_monthly REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_releases_monthly_added();
CREATE TRIGGER count_emptied AFTER TRUNCATE ON kpi.releases_monthly FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_releases_monthly_emptied();
CREATE TRIGGER count_removed AFTER DELETE ON kpi.releases_monthly REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION kpi.count_releases_monthly_removed();
CREATE TRIGGER touch BEFORE UPDATE ON sync.resource FOR EACH ROW EXECUTE FUNCTION sync.touch();

comment on table github.event is 'Events of feeds, one row an event.';
comment on table github.event_repository is 'Repositories that events tell of, by the name in the newest one.';
comment on table github.owner_repository_period is 'Each time that a repository belonged to an owner; no answer of GitHub''s tells of times past, so a rebuild keeps it.';
comment on table kpi.bot_rule is 'Who is a bot whatever GitHub says, by login in lower case; the rows may be edited, and what they change is counted anew. A whole login goes before a prefix or suffix, a longer one of these before a shorter one; without a rule GitHub''s word holds: an account of type Bot, or a login that ends in [bot].';
comment on column kpi.bot_rule.is_bot is 'False: not a bot, whatever GitHub says.';
comment on column kpi.bot_rule.match is 'login: the whole login; prefix, suffix: its beginning or its end.';
comment on column kpi.bot_rule.pattern is 'The login, or its part, in lower case; no wildcards.';
comment on view kpi.completeness is 'How far each source is proven to be here. complete_from null: since the beginning. is_lacking: truncated by GitHub, with a gap that is still open, or with single things that are still to be asked for.';
comment on column kpi.completeness.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column kpi.completeness.complete_through is 'Proven complete up to here; null: not yet.';
comment on column kpi.completeness.is_lacking is 'GitHub cut the source off, a gap in it is open, or single things of it are still to be asked for.';
comment on column kpi.completeness.is_stale is 'Something that the source follows has changed since it was read: issues may be here whose label history is not.';
comment on column kpi.completeness.is_whole is 'Every row since the beginning, up to complete_through.';
comment on column kpi.completeness.proven is 'The UTC time of which every row is here; null: of none, for it is lacking, stale or not proven yet.';
comment on column kpi.completeness.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.completeness.resource is 'What is kept of a repository or an owner: issues, pull_requests, commits and so on.';
comment on table kpi.computation is 'The day and the definition that a repository''s tables of one family stand at.';
comment on column kpi.computation.as_of is 'UTC day at whose end the row stands.';
comment on column kpi.computation.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.computation.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.computation.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.computation.source_was_whole is 'Whether the source that a part of the tables needs from its beginning on was whole, so that this part is filled; null: no such part, or never asked.';
comment on view kpi.contribution is 'What counts as a contribution, and whose it is: non-merge commits of the default branch by author date, issues and pull requests that were opened, pull requests that were merged (by their author), submitted reviews, comments, review comments; nothing that GitHub does not show any more.';
comment on column kpi.contribution.account_id is 'Null: no account, or one that was deleted (GitHub names `ghost` for it).';
comment on column kpi.contribution.contributed_at is 'When: of commits by the author''s clock, of merges the merge.';
comment on column kpi.contribution.contributor is 'account:{id}; email:{SHA-256} of a commit''s address that belongs to no account; null:{id of the item} where nobody knows who it was, never merged.';
comment on column kpi.contribution.kind is 'commits, issues_opened, pull_requests_opened, pull_requests_merged, reviews, comments, review_comments.';
comment on column kpi.contribution.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on table kpi.contributions_monthly is 'Who contributed what in which UTC month, counted from kpi.contribution.';
comment on column kpi.contributions_monthly.account_id is 'Null without an account, and for a deleted one.';
comment on column kpi.contributions_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.contributions_monthly.contributions is 'How many of that kind in the month.';
comment on column kpi.contributions_monthly.contributor is 'account:{id}; email:{SHA-256} of a commit''s address that belongs to no account; null:{id of the item} where nobody knows who it was.';
comment on column kpi.contributions_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.contributions_monthly.first_at is 'The first of them in the month; of commits by the author''s clock.';
comment on column kpi.contributions_monthly.kind is 'commits (non-merge, on the default branch), issues_opened, pull_requests_opened, pull_requests_merged (of the author), reviews, comments, review_comments.';
comment on column kpi.contributions_monthly.month is 'First day of the UTC month.';
comment on column kpi.contributions_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on table kpi.contributor_absence_monthly is 'How few people made half of the commits of the twelve months up to the end of a UTC month.';
comment on column kpi.contributor_absence_monthly.commits is 'Commits of these people in the twelve months.';
comment on column kpi.contributor_absence_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.contributor_absence_monthly.contributor_absence_factor is 'The smallest number of them who made at least half of the commits (50 % reached, not passed); null without a commit.';
comment on column kpi.contributor_absence_monthly.contributors is 'People who made a commit in these twelve months: accounts, and addresses that belong to none.';
comment on column kpi.contributor_absence_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.contributor_absence_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.contributor_absence_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on table kpi.contributors_monthly is 'People by UTC month: active, new and returning, bots apart.';
comment on column kpi.contributors_monthly."returning" is 'Those of them who had: active - new. In SQL written with quotes: "returning".';
comment on column kpi.contributors_monthly.active is 'People who contributed in the month; null where it is not known whether anybody did.';
comment on column kpi.contributors_monthly.active_bots is 'Bots that contributed in the month; they are in none of the numbers of people.';
comment on column kpi.contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.contributors_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.contributors_monthly.new is 'Those of them who had never contributed before.';
comment on column kpi.contributors_monthly.new_bots is 'Those of them that had never contributed before.';
comment on column kpi.contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column kpi.contributors_monthly.returning_bots is 'active_bots - new_bots.';
comment on table kpi.due_month is 'Months that a family is to compute: marks of its sources, taken and spread. -infinity: every month.';
comment on column kpi.due_month.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.due_month.month is 'First day of the UTC month, which is half-open.';
comment on column kpi.due_month.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.due_month.source is 'What has changed: a source as kpi.follows names it, or accounts: GitHub or a rule says another thing of who is a bot. Empty: nobody said.';
comment on table kpi.event_counts_hourly is 'Events of feeds by UTC hour and type.';
comment on column kpi.event_counts_hourly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.event_counts_hourly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.event_counts_hourly.events is 'Events of that type in the hour, each id once.';
comment on column kpi.event_counts_hourly.hour is 'Beginning of the UTC hour, which is half-open.';
comment on column kpi.event_counts_hourly.month is 'First day of the UTC month, which is half-open.';
comment on column kpi.event_counts_hourly.repository_id is 'GitHub''s id of the repository.';
comment on column kpi.event_counts_hourly.type is 'Kind of event, such as PushEvent.';
comment on view kpi.family_completeness is 'How far the tables of a family are complete, by each source that it follows: as kpi.completeness, and up to the first month that waits to be computed.';
comment on column kpi.family_completeness.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column kpi.family_completeness.complete_through is 'Proven complete up to here; null: not yet.';
comment on column kpi.family_completeness.computed is 'The UTC time of which every row of the source is here and nothing waits to be computed; null: of none.';
comment on column kpi.family_completeness.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.family_completeness.is_lacking is 'GitHub cut the source off, a gap in it is open, or single things of it are still to be asked for.';
comment on column kpi.family_completeness.proven is 'The UTC time of which every row of the source is here; null: of none.';
comment on column kpi.family_completeness.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.family_completeness.resource is 'What is kept of a repository or an owner: issues, pull_requests, commits and so on.';
comment on column kpi.family_completeness.waits_from is 'The first month that waits to be computed, whichever source of the family has changed; -infinity: every month; null: none.';
comment on view kpi.family_standing is 'How far the tables of a family are complete by all the sources that it follows together.';
comment on column kpi.family_standing.complete_from is 'The latest of its sources: before it, one of them is here in part alone; null: all of them are here since the beginning.';
comment on column kpi.family_standing.complete_through is 'The least of its sources; null: one of them was never read to its end, or is not kept at all.';
comment on column kpi.family_standing.computed is 'The UTC time of which every row of every source is here and nothing waits to be computed; null: of none.';
comment on column kpi.family_standing.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.family_standing.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on table kpi.follows is 'Which family of tables follows which source, as activities/kpis/families.ts declares it.';
comment on column kpi.follows.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.follows.months_on is 'A change in a month changes its numbers and those of so many months after it; null: of every month.';
comment on column kpi.follows.source is 'The resource, or the rule, that tells of it.';
comment on table kpi.issue_flow_monthly is 'Issues that came, were answered and were closed, by UTC month.';
comment on column kpi.issue_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment by a human who is not the author.';
comment on column kpi.issue_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.issue_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.issue_flow_monthly.issues_active is 'Issues that got a comment, were labelled, unlabelled, assigned, unassigned or closed in the month (CHAOSS), by whomever; each once.';
comment on column kpi.issue_flow_monthly.issues_closed is 'Closed for the last time in the month; a reopening voids the close before it.';
comment on column kpi.issue_flow_monthly.issues_opened is 'Created in the month.';
comment on column kpi.issue_flow_monthly.issues_reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column kpi.issue_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column kpi.issue_flow_monthly.max_hours_to_close_of_opened is 'The same, the longest.';
comment on column kpi.issue_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column kpi.issue_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.issue_flow_monthly.mean_hours_to_close_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.issue_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.issue_flow_monthly.median_hours_to_close is 'Hours from opening to last close, of those closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.issue_flow_monthly.median_hours_to_close_of_opened is 'Hours from opening to last close, of those opened in the month that are closed by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column kpi.issue_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.issue_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.issue_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close: the month before + issues_opened - issues_closed. Null where issues were loaded from a date on: older ones are missing.';
comment on column kpi.issue_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column kpi.issue_flow_monthly.p85_hours_to_close_of_opened is 'The same, percentile_disc(0.85).';
comment on column kpi.issue_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column kpi.issue_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on table kpi.issue_labels_monthly is 'Issues (no pull requests) by label and month; a row where any count is not zero.';
comment on column kpi.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column kpi.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column kpi.issue_labels_monthly.label is 'Name of the label; the empty text in the row of issues without any label.';
comment on column kpi.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; not when an issue has it without an event that set it. Null: label_history_lack says why.';
comment on column kpi.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5), where both ends are known; null when there are none, and where label_history_lack says why.';
comment on column kpi.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column kpi.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; in the month that the tables stand at, what open_at_month_end_current_labels says. Null: label_history_lack says why.';
comment on column kpi.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column kpi.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column kpi.issue_labels_monthly.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column kpi.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; not when it went unseen before the first look. Null: label_history_lack says why.';
comment on table kpi.label_categories_monthly is 'Issues (no pull requests) by category of their labels and month, from the first month on in which the category counts any.';
comment on column kpi.label_categories_monthly.category is 'Category of labels, such as bug or performance; uncategorised: issues none of whose labels has one, or that have no label.';
comment on column kpi.label_categories_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.label_categories_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.label_categories_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column kpi.label_categories_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column kpi.label_categories_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.label_categories_monthly.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.label_categories_monthly.rules_version is 'Version of the vocabulary rules in report.label_rule_changes that the row was counted with.';
comment on column kpi.label_categories_monthly.share is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened, and where nobody knows.';
comment on view kpi.label_history is 'Whether every event of a repository''s issues is here, so that labels can be told for every month; no row: no.';
comment on column kpi.label_history.complete_through is 'Proven complete up to here; null: not yet.';
comment on column kpi.label_history.is_complete is 'Whether everything that the row counts is here.';
comment on column kpi.label_history.proven is 'The UTC time of which labels can be told; null: of none.';
comment on column kpi.label_history.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on table kpi.label_quality is 'One snapshot a UTC day of open issues and pull requests updated in the two months before; written once, never recomputed. No such items: no row.';
comment on column kpi.label_quality.as_of is 'UTC day of the snapshot.';
comment on column kpi.label_quality.computed_at is 'When the snapshot was made; it is never made again.';
comment on column kpi.label_quality.data_complete_through is 'GitHub''s issue list was proven complete up to here when the snapshot was made.';
comment on column kpi.label_quality.defect_density is 'defects / issues, a fraction.';
comment on column kpi.label_quality.defect_labels is 'The defect rules that this snapshot was made with.';
comment on column kpi.label_quality.defects is 'Those with a label of the category bug, each once.';
comment on column kpi.label_quality.definition is 'Whose rules counted, as report.label_rules lists them; substring, as published: a pattern occurs in the joined label names; label, as published: a label equals the pattern; vocabulary: the words of a label, without emoji, punctuation and prefixes such as type: or kind/, are those of a rule. None sees upper or lower case.';
comment on column kpi.label_quality.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.label_quality.is_retroactive is 'True: made on a later day, from the rows as they were then.';
comment on column kpi.label_quality.issues is 'Open issues and pull requests updated since two months before as_of.';
comment on column kpi.label_quality.performance_issues is 'Those with a label of the category performance, each once.';
comment on column kpi.label_quality.performance_labels is 'The performance rules that this snapshot was made with.';
comment on column kpi.label_quality.performance_share is 'performance_issues / issues × 100, a percentage.';
comment on column kpi.label_quality.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.label_quality.rules_version is 'Version of the definition''s rules in report.label_rule_changes that the snapshot was made with; null: made before rules had versions.';
comment on table kpi.label_rule is 'Which labels mean what. Edit it with "repometer labels rule add" and "remove", or with SQL. After a change of a vocabulary rule all months of label_categories_monthly are computed anew; label_quality follows from its next snapshot on, and older snapshots keep the rules that they were made with.';
comment on column kpi.label_rule.category is 'What a label that the rule takes means. label_quality counts bug as defects, and performance.';
comment on column kpi.label_rule.definition is 'Which definition the rule belongs to: substring and label, as others have published them, or vocabulary.';
comment on column kpi.label_rule.kind is 'exact: the whole name; prefix: its beginning; substring: a part of it, under the definition substring of all names of an issue joined by semicolons; regex: a regular expression of Postgres. Under vocabulary words are compared whole.';
comment on column kpi.label_rule.needle is 'The pattern as it is compared: under vocabulary its words, else in lower case; a regex as it is.';
comment on column kpi.label_rule.pattern is 'What is looked for, as it was written, in any case.';
comment on table kpi.label_rule_change is 'Changes of kpi.label_rule: the rules of a version are those added up to it and not removed since. One statement makes one version.';
comment on column kpi.label_rule_change.action is 'added or removed; an edited rule is one of each.';
comment on column kpi.label_rule_change.category is 'What the rule says of a label.';
comment on column kpi.label_rule_change.changed_at is 'When the rule was changed.';
comment on column kpi.label_rule_change.definition is 'Which definition the row follows.';
comment on column kpi.label_rule_change.kind is 'How the pattern is compared.';
comment on column kpi.label_rule_change.pattern is 'The pattern as it was written.';
comment on column kpi.label_rule_change.version is 'Version of the definition''s rules, from 1 on, that the change made.';
comment on function kpi.lower_case(given text) is 'Lower case, the same on every database.';
comment on function kpi.months(first_day date, last_day date) is 'First days of the months from that of first_day to that of last_day. Strict, so that its estimate of sixty rows counts: a function that Postgres writes out into a statement has none.';
comment on table kpi.new_contributors is 'One row a contributor with a first contribution. Source stats: the first week with a commit in GitHub''s contributor statistics.';
comment on column kpi.new_contributors.account_id is 'Null without an account, and for one that was deleted.';
comment on column kpi.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.new_contributors.contributor is 'account:{id}. Without an account: email:{SHA-256 of a commit''s address}, one person; null:{n} for the nth entry of the statistics, null:{id} for a commit without an address or a pull request of a deleted account, never merged.';
comment on column kpi.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later. commits: the author date of the first non-merge commit on the default branch. pull_requests_opened, pull_requests_merged: when the first pull request was opened, or merged.';
comment on column kpi.new_contributors.is_bot is 'By GitHub''s account type and kpi.bot_rule.';
comment on column kpi.new_contributors.login is 'Source stats: at the time of the statistics; else as the account is named now. Null without an account.';
comment on column kpi.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column kpi.new_contributors.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column kpi.new_contributors.source is 'What counts as the first contribution, as in report.new_contributors_monthly.';
comment on column kpi.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on table kpi.new_contributors_monthly is 'Contributors by the month of their first contribution; a month without any has no row.';
comment on column kpi.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column kpi.new_contributors_monthly.new_bots is 'Bots among them, by GitHub''s account type and kpi.bot_rule.';
comment on column kpi.new_contributors_monthly.new_contributors is 'All of them, bots and people without an account included; null where nobody knows whether there was anybody.';
comment on column kpi.new_contributors_monthly.new_without_account is 'People without a GitHub account among them: entries of the statistics, addresses of commits, pull requests of deleted accounts; each counts as one person.';
comment on column kpi.new_contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column kpi.new_contributors_monthly.source is 'What counts as the first contribution. stats: the first week with a commit in the contributor statistics; commits: the first non-merge commit on the default branch, by author date; pull_requests_opened: the first pull request opened; pull_requests_merged: the first one merged, at the merge.';
comment on function kpi.normalise_label(label text) is 'A label''s name as rules of the definition vocabulary see it: its words in lower case. Without emoji and their shortcodes, punctuation, and a prefix such as type:, kind/, [Type], area/, C- or T-. A name without letters and digits stays as it is.';
comment on table kpi.pull_request_flow_monthly is 'Pull requests that came, were answered, reviewed and merged, by UTC month.';
comment on column kpi.pull_request_flow_monthly.active is 'Pull requests that got a comment, a review or a comment on a line, were labelled, unlabelled, assigned, unassigned, closed or merged in the month (CHAOSS), by whomever; each once.';
comment on column kpi.pull_request_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment or submitted review by a human who is not the author.';
comment on column kpi.pull_request_flow_monthly.authors is 'Accounts that opened a pull request in the month, bots among them.';
comment on column kpi.pull_request_flow_monthly.closed_unmerged is 'Closed for the last time in the month without a merge; a reopening voids the close before it.';
comment on column kpi.pull_request_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.pull_request_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.pull_request_flow_monthly.max_hours_from_ready_to_first_response is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_from_ready_to_first_review is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_to_first_review is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_to_merge is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.max_hours_to_merge_of_opened is 'The same, the longest.';
comment on column kpi.pull_request_flow_monthly.mean_hours_from_ready_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_from_ready_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_to_merge is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_hours_to_merge_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column kpi.pull_request_flow_monthly.mean_seconds_between_pull_requests is 'Mean of the seconds between one opening in the month and the next; null below two.';
comment on column kpi.pull_request_flow_monthly.median_hours_from_ready_to_first_response is 'Hours from when it was ready for review to the first response after that: of a draft from its ready_for_review, else from opening; of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column kpi.pull_request_flow_monthly.median_hours_from_ready_to_first_review is 'Hours from when it was ready for review to the first review after that, of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column kpi.pull_request_flow_monthly.median_hours_to_close is 'Hours from opening to merge or last close, of those merged or closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.pull_request_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.pull_request_flow_monthly.median_hours_to_first_review is 'Hours from opening to the first review that a human who is not the author submitted, of those opened in the month that were reviewed, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.pull_request_flow_monthly.median_hours_to_merge is 'Hours from opening to merge, of those merged in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column kpi.pull_request_flow_monthly.median_hours_to_merge_of_opened is 'Hours from opening to merge, of those opened in the month that are merged by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column kpi.pull_request_flow_monthly.merged is 'Merged in the month.';
comment on column kpi.pull_request_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.pull_request_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close or the merge: the month before + opened - merged - closed_unmerged. Null where pull requests were loaded from a date on.';
comment on column kpi.pull_request_flow_monthly.opened is 'Created in the month, drafts among them.';
comment on column kpi.pull_request_flow_monthly.opened_without_author is 'Of those opened in the month, by accounts that were deleted; these are in no author.';
comment on column kpi.pull_request_flow_monthly.p85_hours_from_ready_to_first_response is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_from_ready_to_first_review is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_to_first_review is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_to_merge is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.p85_hours_to_merge_of_opened is 'The same, percentile_disc(0.85).';
comment on column kpi.pull_request_flow_monthly.reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column kpi.pull_request_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column kpi.pull_request_flow_monthly.reviewed is 'Of those opened in the month, how many have a review by now that a human who is not the author submitted.';
comment on table kpi.recomputation is 'Which months of a family were counted anew, and why: the last time for each reason.';
comment on column kpi.recomputation.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.recomputation.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column kpi.recomputation.first_month is 'The first of them.';
comment on column kpi.recomputation.last_month is 'The last of them.';
comment on column kpi.recomputation.month_list is 'All of them, such as: 2026-01, 2026-03 to 2026-05.';
comment on column kpi.recomputation.months is 'How many months; null: the family is no table of months, and all of it was computed.';
comment on column kpi.recomputation.reason is 'What has changed: a source as kpi.follows names it, accounts (who is a bot), changes (an older build did not say of what); or first computation, another definition, whole source, another day, asked for.';
comment on column kpi.recomputation.recomputed_at is 'When; rows that came out different have it as computed_at.';
comment on column kpi.recomputation.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on table kpi.releases_monthly is 'Releases by the UTC month in which they were published.';
comment on column kpi.releases_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column kpi.releases_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column kpi.releases_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column kpi.releases_monthly.prereleases is 'Those of them that are marked as not ready for production.';
comment on column kpi.releases_monthly.releases is 'Published in the month, prereleases among them; drafts and deleted releases do not count.';
comment on column kpi.releases_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on table kpi.row_count is 'Rows of each summary table, by repository and kind of row, kept by triggers.';
comment on column kpi.row_count.part is 'Rows of this source, category, definition, kind or type alone; empty: all of the repository.';
comment on column kpi.row_count.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column kpi.row_count.rows is 'How many there are.';
comment on column kpi.row_count.summary_table is 'Table of the schema kpi.';
comment on view report.accounts is 'Every account that a stored row names. Rows name accounts by their id, which stays when a login changes.';
comment on column report.accounts.account_id is 'GitHub''s id of the account, which stays when its login changes; null: there is no account.';
comment on column report.accounts.account_type is 'User, Bot, Organization or Mannequin; null: no answer has told yet.';
comment on column report.accounts.answered_at is 'When GitHub gave the answer from which the row was last written.';
comment on column report.accounts.html_url is 'Its page on GitHub.';
comment on column report.accounts.is_bot is 'GitHub says that it is a bot, or its login ends in [bot].';
comment on column report.accounts.login is 'As GitHub wrote it in its newest answer.';
comment on view report.comments is 'Comments on issues and on the conversations of pull requests, without their texts; those on lines of a change are in report.review_comments.';
comment on column report.comments.author is 'Login of the author; null: the account was deleted.';
comment on column report.comments.author_association is 'What the author is to the repository, in GitHub''s word: OWNER, MEMBER, CONTRIBUTOR, NONE and so on.';
comment on column report.comments.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.comments.comment_id is 'GitHub''s id of the comment.';
comment on column report.comments.created_at is 'When it was created.';
comment on column report.comments.html_url is 'Its page on GitHub.';
comment on column report.comments.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.comments.is_pull_request is 'Whether that number is a pull request; null: the list of issues has not told of it yet.';
comment on column report.comments.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.comments.number is 'Number of the issue or pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.comments.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.comments.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.comments.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.comments.updated_at is 'When GitHub last changed it.';
comment on view report.commits is 'Commits of the default branch, and those that a rewritten branch has left.';
comment on column report.commits.author is 'Login of the account that the address belongs to; null: to none.';
comment on column report.commits.author_email_sha256 is 'SHA-256 of the address in lower case, hexadecimal, where it belongs to no account: it tells such people apart and names nobody.';
comment on column report.commits.author_id is 'GitHub''s id of that account; null: the address belongs to none.';
comment on column report.commits.authored_at is 'When the change was written, by the author''s clock.';
comment on column report.commits.committed_at is 'When the commit was made, by the committer''s clock; a rebase moves it.';
comment on column report.commits.html_url is 'Its page on GitHub.';
comment on column report.commits.is_bot is 'Whether that account is a bot; null: the address belongs to none.';
comment on column report.commits.is_merge is 'More than one parent.';
comment on column report.commits.left_branch_at is 'When a rewritten branch was found without it; null: it is on the branch.';
comment on column report.commits.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.commits.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.commits.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.commits.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.commits.sha is 'SHA of the commit, hexadecimal.';
comment on column report.commits.subject is 'First line of the message.';
comment on view report.computations is 'How far the summary tables of each repository are computed, by family of KPIs and source that it counts from: why is_complete of a month is what it is.';
comment on column report.computations.as_of is 'UTC day at whose end the tables of the family stand; null: never computed.';
comment on column report.computations.complete_from is 'Of the source only what was updated since is here; null: everything since the beginning.';
comment on column report.computations.complete_through is 'The source is proven complete up to here; null: not yet.';
comment on column report.computations.definition_version is 'Version of the definition in sql/kpi that they were computed with; 0: to be computed anew.';
comment on column report.computations.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column report.computations.gaps is 'Open gaps in the source, as report.gaps lists them.';
comment on column report.computations.is_kept is 'Whether the source is kept at all.';
comment on column report.computations.is_stale is 'Something that the source follows has changed since it was read.';
comment on column report.computations.is_truncated is 'GitHub cut the source off.';
comment on column report.computations.items_due is 'Single things of the source that are still to be asked for.';
comment on column report.computations.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.computations.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.computations.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.computations.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.computations.resource is 'The source: issues, commits and so on.';
comment on column report.computations.waits_from is 'First month that waits to be computed; -infinity: every month; null: none.';
comment on view report.contributions_monthly is 'Who contributed what, by repository and UTC month. report.contributors_monthly counts them without pull_requests_merged and without those whom nobody knows; how complete a month is stands there.';
comment on column report.contributions_monthly.account_id is 'Null without an account, and for a deleted one.';
comment on column report.contributions_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.contributions_monthly.contributions is 'How many of that kind in the month.';
comment on column report.contributions_monthly.contributor is 'account:{id}; email:{SHA-256} of a commit''s address that belongs to no account; null:{id of the item} where nobody knows who it was.';
comment on column report.contributions_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributions_monthly.first_at is 'The first of them in the month; of commits by the author''s clock.';
comment on column report.contributions_monthly.is_bot is 'By GitHub''s account type and kpi.bot_rule; null where nobody knows who it was.';
comment on column report.contributions_monthly.is_new is 'Whether the contributor had never contributed before that month, in any way but a merge; null where nobody knows who it was.';
comment on column report.contributions_monthly.kind is 'commits (non-merge, on the default branch), issues_opened, pull_requests_opened, pull_requests_merged (of the author), reviews, comments, review_comments.';
comment on column report.contributions_monthly.login is 'As the account is named now; null without one.';
comment on column report.contributions_monthly.month is 'First day of the UTC month.';
comment on column report.contributions_monthly.name is 'Name of the repository now.';
comment on column report.contributions_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributions_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributions_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on view report.contributor_absence_monthly is 'Contributor absence factor (CHAOSS; formerly bus factor) by repository and UTC month, from the month of the first commit to that of the computation: the smallest number of people who made at least half of the non-merge commits of the twelve months up to the month''s end, on the default branch, by author date. Bots are no people.';
comment on column report.contributor_absence_monthly.commits is 'Commits of these people in the twelve months.';
comment on column report.contributor_absence_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.contributor_absence_monthly.contributor_absence_factor is 'The smallest number of them who made at least half of the commits (50 % reached, not passed); null without a commit.';
comment on column report.contributor_absence_monthly.contributors is 'People who made a commit in these twelve months: accounts, and addresses that belong to none.';
comment on column report.contributor_absence_monthly.data_complete_through is 'GitHub''s commits are proven complete up to here; null: not yet.';
comment on column report.contributor_absence_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributor_absence_monthly.is_complete is 'All twelve months were over when the commits were proven complete, no gap is open and nothing waits to be computed.';
comment on column report.contributor_absence_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.contributor_absence_monthly.name is 'Name of the repository now.';
comment on column report.contributor_absence_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributor_absence_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributor_absence_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on view report.contributors_monthly is 'People who contributed, by repository and UTC month, from the month of the first contribution to that of the computation: non-merge commits on the default branch, issues and pull requests that they opened, reviews, comments. Bots are apart; deleted accounts are nobody. Who they are: report.contributions_monthly.';
comment on column report.contributors_monthly."returning" is 'Those of them who had: active - new. In SQL written with quotes: "returning".';
comment on column report.contributors_monthly.active is 'People who contributed in the month; null where it is not known whether anybody did.';
comment on column report.contributors_monthly.active_bots is 'Bots that contributed in the month; they are in none of the numbers of people.';
comment on column report.contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.contributors_monthly.data_complete_through is 'GitHub''s commits, issues, pull requests, reviews, comments and review comments are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.contributors_monthly.is_complete is 'Everything since the beginning was proven complete when the month was over, without a gap, and nothing waits to be computed.';
comment on column report.contributors_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.contributors_monthly.name is 'Name of the repository now.';
comment on column report.contributors_monthly.new is 'Those of them who had never contributed before.';
comment on column report.contributors_monthly.new_bots is 'Those of them that had never contributed before.';
comment on column report.contributors_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.contributors_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.contributors_monthly.returning_bots is 'active_bots - new_bots.';
comment on view report.deployments is 'What was deployed where and when, deployments that were deleted too. Whether it succeeded is told by statuses, which are not kept.';
comment on column report.deployments.created_at is 'When the deployment was ordered.';
comment on column report.deployments.creator is 'Login; null: the account was deleted.';
comment on column report.deployments.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.deployments.deployment_id is 'GitHub''s id of the deployment.';
comment on column report.deployments.description is 'A few words of whoever deployed; null: none.';
comment on column report.deployments.environment is 'Where it was deployed to, as whoever deployed has named it.';
comment on column report.deployments.is_production is 'The environment is one that end users see, as whoever deployed has told GitHub.';
comment on column report.deployments.is_transient is 'The environment goes again, as that of a preview does.';
comment on column report.deployments.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.deployments.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.deployments.ref is 'Branch, tag or commit that was asked for.';
comment on column report.deployments.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.deployments.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.deployments.sha is 'The commit that was deployed.';
comment on column report.deployments.task is 'What was to be done; GitHub''s default is deploy.';
comment on view report.event_counts_hourly is 'Events of feeds by repository, UTC hour and type; an hour without an event of a type has no row. Hours older than events are kept stay as they were counted.';
comment on column report.event_counts_hourly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.event_counts_hourly.data_complete_through is 'The repository''s own feed is proven complete up to here, six hours behind, as late as GitHub may show an event; null: it is not read.';
comment on column report.event_counts_hourly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.event_counts_hourly.events is 'Events of that type in the hour, each id once.';
comment on column report.event_counts_hourly.hour is 'Beginning of the UTC hour, which is half-open.';
comment on column report.event_counts_hourly.is_complete is 'The repository''s own feed was read without a gap through the whole hour; false where only an owner''s or the public feed shows it.';
comment on column report.event_counts_hourly.name is 'Its name, as owner is known.';
comment on column report.event_counts_hourly.owner is 'Login of its owner; of a repository that no loop keeps, as its newest event names it.';
comment on column report.event_counts_hourly.repository is 'Owner and name, as in inputs and flags.';
comment on column report.event_counts_hourly.repository_id is 'GitHub''s id of the repository.';
comment on column report.event_counts_hourly.type is 'Kind of event, such as PushEvent.';
comment on view report.event_intervals is 'Mean time from one event to the next, in a window that ends with the last full minute and begins 7 days ago or with the 500th last event of the repository, whichever is later. A pull request may send many events (opened, labeled, merged): the time between pull requests is the row with is_pull_request_interval.';
comment on column report.event_intervals.action is 'What was done, where measure is type and action; null: whatever was done.';
comment on column report.event_intervals.events is 'Events in the window that the mean is of.';
comment on column report.event_intervals.first_at is 'The first of these events.';
comment on column report.event_intervals.is_pull_request_interval is 'The time between the opening of one pull request and the next: PullRequestEvent with the action opened.';
comment on column report.event_intervals.last_at is 'The last of these events.';
comment on column report.event_intervals.mean_seconds_between is 'Mean of the seconds between one event and the next; null below two events.';
comment on column report.event_intervals.measure is 'type: between all events of the type; type and action: between those with this action alone.';
comment on column report.event_intervals.name is 'Its name, as owner is known.';
comment on column report.event_intervals.owner is 'Login of its owner; of a repository that no loop keeps, as its newest event names it.';
comment on column report.event_intervals.repository is 'Owner and name, as in inputs and flags.';
comment on column report.event_intervals.repository_id is 'GitHub''s id of the repository.';
comment on column report.event_intervals.type is 'Kind of event, such as PushEvent.';
comment on column report.event_intervals.window_from is 'Where the window begins: 7 days before its end, or the 500th last event of the repository.';
comment on column report.event_intervals.window_to is 'Where the window ends: the last full minute.';
comment on view report.events is 'Events of the feeds that are read (repometer events): of a repository or an owner as far as GitHub shows them, of the public feed a sample. A feed goes back 30 days and 300 events; what it did not show is in report.gaps.';
comment on column report.events.action is 'What was done, such as opened; null: this kind tells none. Since October 2025 a merge is merged, and closed is without a merge; before, both were closed (see is_merged).';
comment on column report.events.actor is 'Login of who did it.';
comment on column report.events.actor_account_id is 'GitHub''s id of who did it.';
comment on column report.events.assignee_account_id is 'Who was assigned or unassigned, GitHub''s id.';
comment on column report.events.before_sha is 'The commit that the branch stood at before a push; zeros: there was none.';
comment on column report.events.created_at is 'When it happened; null: GitHub does not say.';
comment on column report.events.event_id is 'GitHub''s id of the event; ids have no order.';
comment on column report.events.first_seen_at is 'When a feed showed it first, by GitHub''s clock.';
comment on column report.events.head_sha is 'The commit that was pushed, commented or is the head of the pull request.';
comment on column report.events.html_url is 'The page that shows it, as far as the event tells; null: none.';
comment on column report.events.is_bot is 'Whether that is a bot.';
comment on column report.events.is_merged is 'Whether this event merged the pull request; null: it does not end one.';
comment on column report.events.is_public is 'False: an entry that only the token''s own user sees, or an odd one.';
comment on column report.events.label is 'The label that was put on or taken away.';
comment on column report.events.name is 'Its name, as owner is known.';
comment on column report.events.number is 'Number of the issue, pull request or discussion.';
comment on column report.events.oddity is 'What is odd about the entry: not public, without a repository, without a type, without a time; null: nothing.';
comment on column report.events.organization_account_id is 'The organization that the event belongs to, GitHub''s id; null: none.';
comment on column report.events.owner is 'Login of its owner; of a repository that no loop keeps, as the event names it.';
comment on column report.events.ref is 'Branch or tag: whole (refs/heads/main) of a push, short of what was created or deleted.';
comment on column report.events.ref_type is 'What was created or deleted: branch, tag or repository.';
comment on column report.events.repository is 'Owner and name, as in inputs and flags.';
comment on column report.events.repository_id is 'GitHub''s id of the repository; null: GitHub names none.';
comment on column report.events.repository_then is 'What the repository was called when it happened.';
comment on column report.events.type is 'Kind of event, such as PushEvent; null: GitHub does not say.';
comment on view report.forks is 'Repositories that were forked from this one, those that are gone too.';
comment on column report.forks.created_at is 'When it was created.';
comment on column report.forks.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.forks.fork is 'Its name as owner/name, when it was last read.';
comment on column report.forks.fork_id is 'The fork''s own repository id at GitHub.';
comment on column report.forks.fork_owner is 'Login of the fork''s owner; null: the account was deleted.';
comment on column report.forks.is_archived is 'Whether the fork is archived: nothing is pushed into it any more.';
comment on column report.forks.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.forks.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.forks.pushed_at is 'Last push into the fork, or the last one before it was made.';
comment on column report.forks.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.forks.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.forks.stars is 'Stars of the fork itself.';
comment on view report.gaps is 'What GitHub did not give, by name; an open gap makes the months of its resource incomplete until it is filled.';
comment on column report.gaps.bounds is 'Between which times of the list''s order the rows lie, both included, or which rows they are.';
comment on column report.gaps.found_at is 'When it was first found.';
comment on column report.gaps.gap is 'What is missing.';
comment on column report.gaps.is_open is 'False: a fact, such as an issue number that GitHub says was deleted, transferred or never given; it makes no month incomplete.';
comment on column report.gaps.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.gaps.next_try_at is 'When it is tried again, by the next cycle from then on; null: by a comparison alone.';
comment on column report.gaps.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.gaps.reason is 'Why, in a sentence.';
comment on column report.gaps.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.gaps.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.gaps.resource is 'What is kept of a repository or an owner: issues, pull_requests, commits and so on.';
comment on column report.gaps.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner.';
comment on domain report.github_name is 'Name of an owner or a repository, or both as owner/name: = and <> take no notice of case.';
comment on view report.issue_events is 'Who did what to issues and pull requests, as GitHub tells it: labeled, closed, reopened, assigned, renamed, review_requested and so on.';
comment on column report.issue_events.actor is 'Login of who did it; null: the account was deleted.';
comment on column report.issue_events.actor_id is 'GitHub''s id of that account; null: the account was deleted.';
comment on column report.issue_events.assignee is 'Of assigned and unassigned: the login.';
comment on column report.issue_events.assignee_id is 'GitHub''s id of that account.';
comment on column report.issue_events.commit_sha is 'Of referenced, closed and merged: the commit that did it; null: none did.';
comment on column report.issue_events.created_at is 'When it was created.';
comment on column report.issue_events.event is 'What happened, in GitHub''s word.';
comment on column report.issue_events.event_id is 'GitHub''s id of the event.';
comment on column report.issue_events.html_url is 'Its page on GitHub.';
comment on column report.issue_events.is_bot is 'Whether that account is a bot; null: the account was deleted.';
comment on column report.issue_events.is_pull_request is 'Whether that number is a pull request; null: the list of issues has not told of it yet.';
comment on column report.issue_events.label is 'Of labeled and unlabeled: the label, by its name at that time; where GraphQL alone has told of the event, by its name when it did.';
comment on column report.issue_events.label_id is 'GitHub''s id of that label, whatever it is called; null: GraphQL has not told of the event.';
comment on column report.issue_events.milestone is 'Of milestoned and demilestoned: title of the milestone at that time.';
comment on column report.issue_events.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.issue_events.number is 'Number of the issue or pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.issue_events.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.issue_events.renamed_from is 'Of renamed: the title before.';
comment on column report.issue_events.renamed_to is 'Of renamed: the title from then on.';
comment on column report.issue_events.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.issue_events.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_events.requested_reviewer is 'Of review_requested and review_request_removed: the login; null where a team was asked.';
comment on column report.issue_events.requested_reviewer_id is 'GitHub''s id of that account.';
comment on column report.issue_events.state_reason is 'Of closed: completed, not_planned or duplicate, where GitHub tells.';
comment on view report.issue_flow_monthly is 'Issues without pull requests and without deleted ones, by repository and UTC month, from the month of the first one to that of the computation. A number is 0 where it is known that there was none, and null where nobody knows; medians cannot be averaged.';
comment on column report.issue_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment by a human who is not the author.';
comment on column report.issue_flow_monthly.closure_ratio is 'issues_closed / issues_opened; null when none was opened, and where one of them is not known.';
comment on column report.issue_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_flow_monthly.data_complete_through is 'GitHub''s issues, comments and issue events are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.issue_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_flow_monthly.is_complete is 'The month was over when issues, comments and events were proven complete, none of them has a gap, and nothing waits to be computed. Answers may still come.';
comment on column report.issue_flow_monthly.issues_active is 'Issues that got a comment, were labelled, unlabelled, assigned, unassigned or closed in the month (CHAOSS), by whomever; each once.';
comment on column report.issue_flow_monthly.issues_closed is 'Closed for the last time in the month; a reopening voids the close before it.';
comment on column report.issue_flow_monthly.issues_opened is 'Created in the month.';
comment on column report.issue_flow_monthly.issues_reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column report.issue_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column report.issue_flow_monthly.max_hours_to_close_of_opened is 'The same, the longest.';
comment on column report.issue_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column report.issue_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.mean_hours_to_close_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.issue_flow_monthly.median_hours_to_close is 'Hours from opening to last close, of those closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.issue_flow_monthly.median_hours_to_close_of_opened is 'Hours from opening to last close, of those opened in the month that are closed by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column report.issue_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.issue_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_flow_monthly.name is 'Name of the repository now.';
comment on column report.issue_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close: the month before + issues_opened - issues_closed. Null where issues were loaded from a date on: older ones are missing.';
comment on column report.issue_flow_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.issue_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.p85_hours_to_close_of_opened is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.issue_flow_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.issue_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_flow_monthly.unanswered is 'issues_opened - answered; null where comments or the list itself are not here.';
comment on view report.issue_labels_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and label; a row where any count is not zero. An issue counts under each of its labels, so labels do not add up: their sum is more than the issues. Issues without any label count in a row of their own, whose label is the empty text, as no label is named.';
comment on column report.issue_labels_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.issue_labels_monthly.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.issue_labels_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open and no change up to this month waits to be computed; where columns by label history are filled, the same holds for the list of issue events, which was read, and label history derived, since the issues last changed.';
comment on column report.issue_labels_monthly.is_without_label is 'Whether the row counts issues without any label; no label is named by the empty text.';
comment on column report.issue_labels_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly.label is 'Name of the label; the empty text in the row of issues without any label.';
comment on column report.issue_labels_monthly.label_history_lack is 'Why the columns by label history are null, of the whole repository or of this label alone; null: they are told.';
comment on column report.issue_labels_monthly.labeled is 'By label history: times that the label was set in the month, under the label''s present name; not when an issue has it without an event that set it. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly.median_hours_in_label is 'By label history: hours that issues carried the label until it was taken away or they were closed, of those that ended in the month, percentile_disc(0.5), where both ends are known; null when there are none, and where label_history_lack says why.';
comment on column report.issue_labels_monthly.median_hours_to_close is 'Hours from opening to last close of the issues closed in the month, percentile_disc(0.5): a value that occurred; null when none was closed.';
comment on column report.issue_labels_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.issue_labels_monthly.open_at_month_end is 'By label history: issues that were open and carried the label at the month''s end; in the month that the tables stand at, what open_at_month_end_current_labels says. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now. After a first load that began at a date, issues not updated since are missing.';
comment on column report.issue_labels_monthly.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.issue_labels_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.issue_labels_monthly.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_labels_monthly.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly.unlabeled is 'By label history: times that the label was taken away in the month, or went because the label was deleted; not when it went unseen before the first look. Null: label_history_lack says why.';
comment on view report.issue_labels_monthly_with_zeros is 'What report.issue_labels_monthly tells, with the months in which a label counts nothing: a row for each label that any issue of the repository has had, and each UTC month from the repository''s first to the running one; for charts, and for averages over months. Labels do not add up.';
comment on column report.issue_labels_monthly_with_zeros.data_complete_through is 'GitHub''s issue list is proven complete up to here; null: not yet.';
comment on column report.issue_labels_monthly_with_zeros.is_complete is 'As in report.issue_labels_monthly, of this month.';
comment on column report.issue_labels_monthly_with_zeros.is_without_label is 'Whether the row counts issues without any label; no label is named by the empty text.';
comment on column report.issue_labels_monthly_with_zeros.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.label is 'Name of the label; the empty text in the row of issues without any label.';
comment on column report.issue_labels_monthly_with_zeros.label_history_lack is 'Why the columns by label history are null, of the whole repository or of this label alone; null: they are told.';
comment on column report.issue_labels_monthly_with_zeros.labeled is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.median_hours_in_label is 'As in report.issue_labels_monthly; null when no carry ended, and where label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.median_hours_to_close is 'As in report.issue_labels_monthly; null when none was closed.';
comment on column report.issue_labels_monthly_with_zeros.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.issue_labels_monthly_with_zeros.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.issue_labels_monthly_with_zeros.open_at_month_end is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on column report.issue_labels_monthly_with_zeros.open_at_month_end_current_labels is 'Open at the month''s end, by the labels that the issues have now.';
comment on column report.issue_labels_monthly_with_zeros.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.issue_labels_monthly_with_zeros.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.issue_labels_monthly_with_zeros.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.issue_labels_monthly_with_zeros.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_labels_monthly_with_zeros.share_of_opened is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened.';
comment on column report.issue_labels_monthly_with_zeros.unlabeled is 'As in report.issue_labels_monthly. Null: label_history_lack says why.';
comment on view report.issue_transfers is 'Issues that moved to another repository: what was number here is to_number there.';
comment on column report.issue_transfers.found_at is 'When the redirect was found; the transfer lies before.';
comment on column report.issue_transfers.issue_id is 'Null: the issue was never stored here.';
comment on column report.issue_transfers.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.issue_transfers.number is 'Number that the issue had here.';
comment on column report.issue_transfers.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.issue_transfers.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.issue_transfers.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.issue_transfers.to_issue_id is 'GitHub''s id that it has there; null: it cannot be seen.';
comment on column report.issue_transfers.to_number is 'Number that it has there; null: it cannot be seen.';
comment on column report.issue_transfers.to_repository is 'Its present name where it is stored too, otherwise the name when the transfer was found; null: it cannot be seen.';
comment on column report.issue_transfers.to_repository_id is 'GitHub''s id of the repository that it moved to; null: it cannot be seen.';
comment on view report.issues is 'Issues without pull requests and without bodies, to look behind a number; without those that are deleted, hidden or transferred.';
comment on column report.issues.assignees is 'Logins of those it is assigned to now.';
comment on column report.issues.author is 'Login; null: the account was deleted.';
comment on column report.issues.author_association is 'What the author is to the repository, in GitHub''s word: OWNER, MEMBER, CONTRIBUTOR, NONE and so on.';
comment on column report.issues.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.issues.closed_at is 'Last close; null while open, also after a reopening.';
comment on column report.issues.comments is 'Comments on it, as GitHub counts them.';
comment on column report.issues.created_at is 'When it was created.';
comment on column report.issues.html_url is 'Its page on GitHub.';
comment on column report.issues.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.issues.is_locked is 'Whether only members may comment.';
comment on column report.issues.issue_id is 'GitHub''s id of the issue.';
comment on column report.issues.labels is 'Labels that the issue has now.';
comment on column report.issues.milestone is 'Title of its milestone; null: in none.';
comment on column report.issues.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.issues.number is 'Number in the address, shared by issues and pull requests.';
comment on column report.issues.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.issues.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.issues.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.issues.state is 'open or closed.';
comment on column report.issues.state_reason is 'Why it is closed: completed, not_planned or duplicate, where GitHub tells.';
comment on column report.issues.title is 'As it is now.';
comment on column report.issues.updated_at is 'When GitHub last changed it.';
comment on view report.label_categories is 'Which vocabulary rule takes which label of a repository, as report.label_categories_monthly counts them: the labels of its catalogue, and those that its issues and pull requests have. A label may have several categories.';
comment on column report.label_categories.category is 'Category that the rule gives the label; uncategorised: no rule takes it.';
comment on column report.label_categories.issues is 'Issues that have the label now.';
comment on column report.label_categories.kind is 'How the rule compares: exact, prefix, substring or regex; null: no rule takes the label.';
comment on column report.label_categories.label is 'Name of the label.';
comment on column report.label_categories.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.label_categories.normalised_label is 'The name as rules see it: its words in lower case, without emoji, punctuation and prefixes such as type: or kind/.';
comment on column report.label_categories.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.label_categories.pattern is 'Pattern of the rule, the plainest of those that give this category; null: no rule takes the label.';
comment on column report.label_categories.pull_requests is 'Pull requests that have the label now.';
comment on column report.label_categories.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.label_categories.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on view report.label_categories_monthly is 'Issues without pull requests and without deleted ones, by repository, UTC month and category of their labels, as the vocabulary rules in report.label_rules give it; report.label_categories says which rule took which label. An issue counts once in each category of its labels, so categories do not add up. A category that any issue of the repository has had has a row for every month from the repository''s first on: 0 where it is known that there was none, null where nobody knows.';
comment on column report.label_categories_monthly.category is 'Category of labels, such as bug or performance; uncategorised: issues none of whose labels has one, or that have no label.';
comment on column report.label_categories_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.label_categories_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.label_categories_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.label_categories_monthly.is_complete is 'The month was over when the issue list was proven complete, lies after the start of a load that began at a date, no gap is open, and neither a change up to this month nor a change of the rules waits to be computed.';
comment on column report.label_categories_monthly.issues_closed is 'Closed for the last time in the month, by the labels that the issues have now.';
comment on column report.label_categories_monthly.issues_opened is 'Created in the month, by the labels that the issues have now.';
comment on column report.label_categories_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.label_categories_monthly.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.label_categories_monthly.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.label_categories_monthly.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.label_categories_monthly.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.label_categories_monthly.rules_version is 'Version of the vocabulary rules in report.label_rule_changes that the row was counted with.';
comment on column report.label_categories_monthly.share is 'issues_opened / all issues opened in the month, labelled or not (a fraction); null when none was opened, and where nobody knows.';
comment on view report.label_former_names is 'Names that labels had before, as far as the catalogue was read under them. Events of issues keep the name of their day.';
comment on column report.label_former_names.former_name is 'A name that it had before.';
comment on column report.label_former_names.label is 'The name that the label has now, or had when it was deleted.';
comment on column report.label_former_names.label_id is 'GitHub''s id of the label, which stays when it is renamed.';
comment on column report.label_former_names.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.label_former_names.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.label_former_names.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.label_former_names.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.label_former_names.until_at is 'When the next name was seen; the change itself lies between this and the reading before.';
comment on view report.label_quality is 'What the labels of open issues AND pull requests updated in the two months before as_of say: one snapshot a repository, UTC day and definition. No such items: no row.';
comment on column report.label_quality.as_of is 'UTC day of the snapshot.';
comment on column report.label_quality.computed_at is 'When the snapshot was made; it is never made again.';
comment on column report.label_quality.data_complete_through is 'GitHub''s issue list was proven complete up to here when the snapshot was made.';
comment on column report.label_quality.defect_density is 'defects / issues, a fraction.';
comment on column report.label_quality.defect_labels is 'The defect rules that this snapshot was made with.';
comment on column report.label_quality.defects is 'Those with a label of the category bug, each once.';
comment on column report.label_quality.definition is 'Whose rules counted, as report.label_rules lists them; substring, as published: a pattern occurs in the joined label names; label, as published: a label equals the pattern; vocabulary: the words of a label, without emoji, punctuation and prefixes such as type: or kind/, are those of a rule. None sees upper or lower case.';
comment on column report.label_quality.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.label_quality.is_complete is 'Made on its own day, from a list proven complete up to that day, with no gap. False for a snapshot made later, from the labels of that later day.';
comment on column report.label_quality.issues is 'Open issues and pull requests updated since two months before as_of.';
comment on column report.label_quality.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.label_quality.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.label_quality.performance_issues is 'Those with a label of the category performance, each once.';
comment on column report.label_quality.performance_labels is 'The performance rules that this snapshot was made with.';
comment on column report.label_quality.performance_share is 'performance_issues / issues × 100, a percentage.';
comment on column report.label_quality.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.label_quality.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.label_quality.rules_version is 'Version of the definition''s rules in report.label_rule_changes that the snapshot was made with; null: made before rules had versions.';
comment on view report.label_rule_changes is 'Every change of the label rules: the rules of a version are those added up to it and not removed since.';
comment on column report.label_rule_changes.action is 'added or removed; an edited rule is one of each.';
comment on column report.label_rule_changes.category is 'What the rule says of a label.';
comment on column report.label_rule_changes.changed_at is 'When the rule was changed.';
comment on column report.label_rule_changes.definition is 'Which definition the rule belongs to.';
comment on column report.label_rule_changes.kind is 'How the pattern is compared.';
comment on column report.label_rule_changes.pattern is 'The pattern as it was written.';
comment on column report.label_rule_changes.version is 'Version of the definition''s rules, from 1 on, that the change made; label_categories_monthly and label_quality say which one they were counted with.';
comment on view report.label_rules is 'Which labels mean what; "repometer labels rule add" and "remove" change it. report.label_categories shows which rule takes which label.';
comment on column report.label_rules.added_at is 'When the rule was added.';
comment on column report.label_rules.category is 'What a label that the rule takes means.';
comment on column report.label_rules.definition is 'Which definition the rule belongs to: vocabulary gives labels a category; substring and label count in report.label_quality alone, as others have published them.';
comment on column report.label_rules.kind is 'exact: the whole name; prefix: its beginning; substring: a part of it, under the definition substring of all names of an issue joined by semicolons; regex: a regular expression of Postgres. Under vocabulary words are compared whole.';
comment on column report.label_rules.needle is 'The pattern as it is compared: under vocabulary its words, else in lower case; a regex as it is.';
comment on column report.label_rules.pattern is 'What is looked for, as it was written, in any case.';
comment on column report.label_rules.since_version is 'Version of the definition''s rules that it came with; report.label_rule_changes has them all.';
comment on view report.labels is 'The labels that a repository offers, and those that it offered and deleted; former names are in report.label_former_names.';
comment on column report.labels.color is 'Six hexadecimal digits, red, green, blue.';
comment on column report.labels.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.labels.description is 'As GitHub shows it; null: there is none.';
comment on column report.labels.is_default is 'GitHub made it with the repository.';
comment on column report.labels.label is 'Name of the label.';
comment on column report.labels.label_id is 'GitHub''s id of the label, which stays when it is renamed.';
comment on column report.labels.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.labels.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.labels.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.labels.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on view report.loops is 'The loops that keep repositories, owners and events up to date, one row a workflow.';
comment on column report.loops.every is 'Rest between two cycles, as it was asked for.';
comment on column report.loops.is_overdue is 'The next cycle should have begun more than a cycle ago, no limit of GitHub''s stands, and nothing was written since: no worker works on it, or it cannot go on.';
comment on column report.loops.kind is 'Workflow type: syncRepository, or syncOrganization for the list of an owner''s repositories.';
comment on column report.loops.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.loops.next_sync_at is 'When the next cycle begins; null while the loop is paused, or a cycle goes on beyond it.';
comment on column report.loops.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.loops.owner_id is 'GitHub''s id of the owner whose loop it is; null for the loop of a repository.';
comment on column report.loops.reason is 'Why it waits, failed or is overdue, in a sentence; of a loop that is well, what the repository or the server does not offer.';
comment on column report.loops.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.loops.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.loops.resources is 'What the loop keeps; null: everything.';
comment on column report.loops.rows_stored is 'Rows of all its resources.';
comment on column report.loops.state is 'State of the resource that matters most, those aside that the repository or the server does not offer; paused and renamed when the loop is; overdue: is_overdue; ended: its workflow in Temporal has ended although nobody removed the loop.';
comment on column report.loops.subject is 'What it keeps: owner/name of a repository, or the login of an owner.';
comment on column report.loops.workflow_id is 'Id in Temporal.';
comment on view report.members is 'Who belongs to an organisation, and who did: one row a time as a member, so who left and came back has two. GitHub tells no dates, and is looked at daily: who comes and goes between two looks is not seen.';
comment on column report.members.account_id is 'GitHub''s id of the account.';
comment on column report.members.data_complete_through is 'Up to when the list that tells this row was read whole; nothing is known of later, also where left_at is null.';
comment on column report.members.first_seen_at is 'The first look that showed them: they were members then, joined or not before.';
comment on column report.members.is_bot is 'The account is a bot.';
comment on column report.members.is_complete is 'The list shows concealed members too, and its last look gave all of it. False: there are members without a row, or rows that may be out of date; report.sync_status says why.';
comment on column report.members.is_public is 'Whether strangers see this membership, or saw it at its end. Null: not asked yet.';
comment on column report.members.joined_at is 'The look that found them, where a look at everybody before it had not; they joined between the two. Null: they were there at the first look, since when is not known.';
comment on column report.members.left_at is 'The look that found them gone; they left between it and the look before. Null: they were there when data_complete_through was. With visibility public it may also mean that they conceal their membership now.';
comment on column report.members.login is 'Login of the account, as it was shown last.';
comment on column report.members.owner is 'Login of the organisation.';
comment on column report.members.owner_id is 'GitHub''s id of the organisation.';
comment on column report.members.role is 'admin (GitHub''s owner of an organisation) or member; of who has left the last one. Null: GitHub tells roles to members of the organisation alone, or has not been asked yet.';
comment on column report.members.role_since is 'The look that found this role, or found them without the other one; joined_at where there was no other. Null: since before the first look, or the role is not known.';
comment on column report.members.visibility is 'all: told by the list that shows concealed members too, which only a token of a member, or of an App installed there, is given. public: told by the list that everybody is shown; concealed members have no row.';
comment on view report.milestones is 'The milestones of a repository, open, closed and deleted.';
comment on column report.milestones.closed_at is 'Last close; null while open, also after a reopening.';
comment on column report.milestones.closed_issues is 'Closed issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.created_at is 'When it was created.';
comment on column report.milestones.creator is 'Login; null: the account was deleted.';
comment on column report.milestones.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.milestones.description is 'As GitHub shows it; null: there is none.';
comment on column report.milestones.due_on is 'The day that it is due, as the instant that GitHub makes of it.';
comment on column report.milestones.milestone_id is 'GitHub''s id of the milestone.';
comment on column report.milestones.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.milestones.number is 'Number in the address, shared by issues and pull requests.';
comment on column report.milestones.open_issues is 'Open issues and pull requests in it, as GitHub counts them.';
comment on column report.milestones.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.milestones.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.milestones.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.milestones.state is 'open or closed.';
comment on column report.milestones.title is 'As it is now.';
comment on column report.milestones.updated_at is 'When GitHub last changed it.';
comment on view report.new_contributors is 'Who is behind report.new_contributors_monthly: one row a repository, source and contributor.';
comment on column report.new_contributors.account_id is 'Null without an account, and for one that was deleted.';
comment on column report.new_contributors.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors.contributor is 'account:{id}. Without an account: email:{SHA-256 of a commit''s address}, one person; null:{n} for the nth entry of the statistics, null:{id} for a commit without an address or a pull request of a deleted account, never merged.';
comment on column report.new_contributors.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors.first_commit_at is 'Sources stats and commits: the exact author date of the first non-merge commit on the default branch, where the commits are here; beside a week it tells the month that the week hides.';
comment on column report.new_contributors.first_contribution_at is 'Source stats: 00:00 UTC of the Sunday on which the first week with a commit begins; the commit may be up to seven days later. commits: the author date of the first non-merge commit on the default branch. pull_requests_opened, pull_requests_merged: when the first pull request was opened, or merged.';
comment on column report.new_contributors.is_bot is 'By GitHub''s account type and kpi.bot_rule.';
comment on column report.new_contributors.is_complete is 'Whether the list of this month is complete, as in report.new_contributors_monthly.';
comment on column report.new_contributors.login is 'Source stats: at the time of the statistics; else as the account is named now. Null without an account.';
comment on column report.new_contributors.month is 'First day of the UTC month of first_contribution_at.';
comment on column report.new_contributors.name is 'Name of the repository now.';
comment on column report.new_contributors.owner is 'User or organisation that the repository belongs to now.';
comment on column report.new_contributors.repository is 'owner/name, as in inputs and flags.';
comment on column report.new_contributors.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.new_contributors.source is 'What counts as the first contribution, as in report.new_contributors_monthly.';
comment on column report.new_contributors.total_commits_first_week is 'Commits of that first week (stats).';
comment on view report.new_contributors_monthly is 'People who contributed for the first time, by repository, UTC month and source; of each source a row for every month from that of the first of them to that of the computation. Source stats: GitHub''s contributor statistics, which list the 100 most active contributors at most, without merge commits. Who they are: report.new_contributors.';
comment on column report.new_contributors_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.new_contributors_monthly.data_complete_through is 'GitHub''s data is proven complete up to here; null: not yet.';
comment on column report.new_contributors_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.new_contributors_monthly.is_complete is 'The month was over when the data was proven complete (stats: the last week that began in it), the statistics were not cut off at 100 contributors, no gap is open and nothing waits to be computed. Of commits and pull requests everything before the month is here, too.';
comment on column report.new_contributors_monthly.month is 'First day of the UTC month. Source stats: of the Sunday on which the first week with a commit begins, so up to six days of newcomers fall into the month before.';
comment on column report.new_contributors_monthly.name is 'Name of the repository now.';
comment on column report.new_contributors_monthly.new_bots is 'Bots among them, by GitHub''s account type and kpi.bot_rule.';
comment on column report.new_contributors_monthly.new_contributors is 'All of them, bots and people without an account included; null where nobody knows whether there was anybody.';
comment on column report.new_contributors_monthly.new_without_account is 'People without a GitHub account among them: entries of the statistics, addresses of commits, pull requests of deleted accounts; each counts as one person.';
comment on column report.new_contributors_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.new_contributors_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.new_contributors_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.new_contributors_monthly.source is 'What counts as the first contribution. stats: the first week with a commit in the contributor statistics; commits: the first non-merge commit on the default branch, by author date; pull_requests_opened: the first pull request opened; pull_requests_merged: the first one merged, at the merge.';
comment on view report.outside_collaborators is 'Who may do something in repositories of an organisation without being a member, and who might: one row a time. GitHub tells it to people of the organisation alone; without a row, report.sync_status says whether it was told at all.';
comment on column report.outside_collaborators.account_id is 'GitHub''s id of the account.';
comment on column report.outside_collaborators.data_complete_through is 'Up to when the list was read whole; nothing is known of later.';
comment on column report.outside_collaborators.first_seen_at is 'The first look that showed them.';
comment on column report.outside_collaborators.is_bot is 'The account is a bot.';
comment on column report.outside_collaborators.is_complete is 'The last look gave all of it. False: rows may be out of date; report.sync_status says why.';
comment on column report.outside_collaborators.joined_at is 'The look that found them, where a look at the whole list before it had not. Null: they were there at the first look.';
comment on column report.outside_collaborators.left_at is 'The look that found them gone; they may be members now. Null: they were there when data_complete_through was.';
comment on column report.outside_collaborators.login is 'Login of the account, as it was shown last.';
comment on column report.outside_collaborators.owner is 'Login of the organisation.';
comment on column report.outside_collaborators.owner_id is 'GitHub''s id of the organisation.';
comment on view report.owner_repositories is 'Repositories of owners whose list is kept, one row each, those that have left included.';
comment on column report.owner_repositories.created_at is 'When it was created.';
comment on column report.owner_repositories.is_archived is 'It takes no changes any more.';
comment on column report.owner_repositories.is_fork is 'It was forked from another one.';
comment on column report.owner_repositories.is_kept is 'Whether the owner''s loop keeps it; null: no loop of the owner has looked.';
comment on column report.owner_repositories.is_private is 'Only who belongs to the owner sees it.';
comment on column report.owner_repositories.joined_at is 'When the owner''s list showed it first; at the first look, all that are there.';
comment on column report.owner_repositories.left_at is 'Since when the list does not show it; null: it is there.';
comment on column report.owner_repositories.left_out_because is 'Why it is not kept; null: it is, or nobody has looked.';
comment on column report.owner_repositories.loop_state is 'none: no loop was started; starting, started: by the owner''s loop; by_hand: a person has started it, and no owner''s loop stops it; removed: a person has stopped it; stopping, stopped: by the owner''s loop.';
comment on column report.owner_repositories.moved_to is 'Where it was found after it had left, owner/name; null: nowhere, so it was deleted, or made invisible to this token.';
comment on column report.owner_repositories.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.owner_repositories.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.owner_repositories.owner_id is 'GitHub''s id of the organisation or user.';
comment on column report.owner_repositories.pushed_at is 'The last push, as of the last look at the list.';
comment on column report.owner_repositories.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.owner_repositories.repository_id is 'GitHub''s id of the repository.';
comment on column report.owner_repositories.returned_at is 'When it was shown again after it had left; null: it never left, or has not come back.';
comment on column report.owner_repositories.stopped_because is 'Why the owner''s loop has stopped it.';
comment on column report.owner_repositories.times_left is 'How often it has left since the first look.';
comment on column report.owner_repositories.workflow_id is 'Id of its loop in Temporal; null: it never had one.';
comment on view report.owners is 'Owners whose repositories are kept by a loop, one row each.';
comment on column report.owners.every is 'Rest between two looks at the list of its repositories.';
comment on column report.owners.kept is 'Those that the rules keep and no person has removed.';
comment on column report.owners.loops_started is 'Loops that run because the owner''s loop has started them; those that a person has started come beside them.';
comment on column report.owners.next_sync_at is 'When the list is looked at next.';
comment on column report.owners.owner is 'Login, as GitHub writes it.';
comment on column report.owners.owner_id is 'GitHub''s id; null before GitHub has answered.';
comment on column report.owners.owner_type is 'Organization or User.';
comment on column report.owners.reason is 'Why it waits or failed, in a sentence.';
comment on column report.owners.repositories is 'Repositories that GitHub lists for this token.';
comment on column report.owners.state is 'How its loop stands, as in report.loops.';
comment on column report.owners.workflow_id is 'Id of its loop in Temporal.';
comment on view report.pull_request_flow_monthly is 'Pull requests by repository and UTC month, from the month of the first one to that of the computation. A number is 0 where it is known that there was none, and null where nobody knows; medians cannot be averaged.';
comment on column report.pull_request_flow_monthly.acceptance_ratio is 'merged / (merged + closed_unmerged); null when none was closed, and where one of them is not known.';
comment on column report.pull_request_flow_monthly.active is 'Pull requests that got a comment, a review or a comment on a line, were labelled, unlabelled, assigned, unassigned, closed or merged in the month (CHAOSS), by whomever; each once.';
comment on column report.pull_request_flow_monthly.answered is 'Of those opened in the month, how many have a first response by now: the first comment or submitted review by a human who is not the author.';
comment on column report.pull_request_flow_monthly.authors is 'Accounts that opened a pull request in the month, bots among them.';
comment on column report.pull_request_flow_monthly.closed_unmerged is 'Closed for the last time in the month without a merge; a reopening voids the close before it.';
comment on column report.pull_request_flow_monthly.closure_ratio is '(merged + closed_unmerged) / opened; null when none was opened, and where one of them is not known.';
comment on column report.pull_request_flow_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.pull_request_flow_monthly.data_complete_through is 'GitHub''s pull requests, comments, reviews, review comments and issue events are all proven complete up to here; null: not yet, or one of them is not kept.';
comment on column report.pull_request_flow_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.pull_request_flow_monthly.is_complete is 'The month was over when pull requests, comments, reviews and events were proven complete, none of them has a gap, and nothing waits to be computed. Reviews may still come.';
comment on column report.pull_request_flow_monthly.max_hours_from_ready_to_first_response is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_from_ready_to_first_review is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_to_close is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_to_first_response is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_to_first_review is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_to_merge is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.max_hours_to_merge_of_opened is 'The same, the longest.';
comment on column report.pull_request_flow_monthly.mean_hours_from_ready_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_from_ready_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_to_close is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_to_first_response is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_to_first_review is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_to_merge is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_hours_to_merge_of_opened is 'The same, their mean; one that was forgotten for years moves it.';
comment on column report.pull_request_flow_monthly.mean_seconds_between_pull_requests is 'Mean of the seconds between one opening in the month and the next; null below two.';
comment on column report.pull_request_flow_monthly.median_hours_from_ready_to_first_response is 'Hours from when it was ready for review to the first response after that: of a draft from its ready_for_review, else from opening; of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column report.pull_request_flow_monthly.median_hours_from_ready_to_first_review is 'Hours from when it was ready for review to the first review after that, of those opened in the month, percentile_disc(0.5): a value that occurred; null when there is none.';
comment on column report.pull_request_flow_monthly.median_hours_to_close is 'Hours from opening to merge or last close, of those merged or closed in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.median_hours_to_first_response is 'Hours from opening to the first response, of those opened in the month that were answered, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.median_hours_to_first_review is 'Hours from opening to the first review that a human who is not the author submitted, of those opened in the month that were reviewed, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.median_hours_to_merge is 'Hours from opening to merge, of those merged in the month, percentile_disc(0.5): a value that occurred; null when none was.';
comment on column report.pull_request_flow_monthly.median_hours_to_merge_of_opened is 'Hours from opening to merge, of those opened in the month that are merged by now; it grows while others are open, percentile_disc(0.5): a value that occurred; null when none is.';
comment on column report.pull_request_flow_monthly.merged is 'Merged in the month.';
comment on column report.pull_request_flow_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.pull_request_flow_monthly.name is 'Name of the repository now.';
comment on column report.pull_request_flow_monthly.open_at_month_end is 'Created before the month''s end and not closed before it, by the last close or the merge: the month before + opened - merged - closed_unmerged. Null where pull requests were loaded from a date on.';
comment on column report.pull_request_flow_monthly.opened is 'Created in the month, drafts among them.';
comment on column report.pull_request_flow_monthly.opened_without_author is 'Of those opened in the month, by accounts that were deleted; these are in no author.';
comment on column report.pull_request_flow_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.pull_request_flow_monthly.p85_hours_from_ready_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_from_ready_to_first_review is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_to_close is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_to_first_response is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_to_first_review is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_to_merge is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.p85_hours_to_merge_of_opened is 'The same, percentile_disc(0.85).';
comment on column report.pull_request_flow_monthly.reopened is 'Reopenings in the month, each of them; null where the events are not here.';
comment on column report.pull_request_flow_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.pull_request_flow_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.pull_request_flow_monthly.reviewed is 'Of those opened in the month, how many have a review by now that a human who is not the author submitted.';
comment on column report.pull_request_flow_monthly.unanswered is 'opened - answered; null where comments, reviews or the list itself are not here.';
comment on view report.pull_requests is 'Pull requests without bodies, to look behind a number; without those that GitHub does not show any more.';
comment on column report.pull_requests.author is 'Login; null: the account was deleted.';
comment on column report.pull_requests.author_association is 'What the author is to the repository, in GitHub''s word: OWNER, MEMBER, CONTRIBUTOR, NONE and so on.';
comment on column report.pull_requests.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.pull_requests.base_ref is 'Branch that it is to be merged into.';
comment on column report.pull_requests.closed_at is 'Last close or the merge; null while open, also after a reopening.';
comment on column report.pull_requests.created_at is 'When it was created.';
comment on column report.pull_requests.head_ref is 'Branch that it comes from.';
comment on column report.pull_requests.html_url is 'Its page on GitHub.';
comment on column report.pull_requests.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.pull_requests.is_draft is 'Not ready for review.';
comment on column report.pull_requests.labels is 'Labels that it has now, from the list of issues; null: not in that list yet.';
comment on column report.pull_requests.merged_at is 'When it was merged; null: it was not.';
comment on column report.pull_requests.milestone is 'From the list of issues, as labels are.';
comment on column report.pull_requests.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.pull_requests.number is 'Number in the address, shared by issues and pull requests.';
comment on column report.pull_requests.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.pull_requests.pull_request_id is 'GitHub''s id of the pull request.';
comment on column report.pull_requests.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.pull_requests.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.pull_requests.requested_reviewers is 'Logins of those who were asked for a review and have not given one yet.';
comment on column report.pull_requests.requested_teams is 'Teams that were asked, by the short names in their addresses.';
comment on column report.pull_requests.state is 'open or closed; merged is closed with merged_at.';
comment on column report.pull_requests.title is 'As it is now.';
comment on column report.pull_requests.updated_at is 'When GitHub last changed it.';
comment on view report.quota is 'The quota of each credential, as its answers told it: what is left, what is kept for people who wait, what unchanged answers saved.';
comment on column report.quota.blocked_until is 'Until when a limit that GitHub has told stands; null: none does.';
comment on column report.quota.bucket is 'GitHub''s name of the quota: core, search, graphql.';
comment on column report.quota.credential is 'Whose quota it is: a token by its fingerprint, an installation of a GitHub App, or requests without a credential.';
comment on column report.quota.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.quota.not_modified is 'Of these, answered with 304: nothing had changed.';
comment on column report.quota.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.quota.quota is 'Requests an hour, of GraphQL points; null: no answer has told it.';
comment on column report.quota.remaining is 'What was left of this hour''s with the last answer that was told; null: a new hour has begun, and nothing was asked.';
comment on column report.quota.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.quota.repository_id is 'Null, as the owner and the name are: a quota is of no repository; report.quota_use says what each one used.';
comment on column report.quota.requests is 'Requests that were answered since the beginning.';
comment on column report.quota.reserve is 'So many of the hour first loads leave for cycles, and for what a person waits for.';
comment on column report.quota.reset_at is 'When the count begins anew.';
comment on column report.quota.saved is 'Requests that were not charged, since nothing had changed; without a credential GitHub charges these, too.';
comment on column report.quota.used_by is 'The three who used most of them, and how much.';
comment on column report.quota.used_this_hour is 'Requests, of GraphQL points, that were charged in this hour of the clock, in UTC.';
comment on view report.quota_use is 'Who used the quota: charged requests of each hour, by the repository or owner that they were about. Rows are kept as long as raw answers.';
comment on column report.quota_use.bucket is 'GitHub''s name of the quota: core, search, graphql.';
comment on column report.quota_use.credential is 'Whose quota it was: a token by its fingerprint, an installation of a GitHub App, or requests without a credential.';
comment on column report.quota_use.hour is 'Beginning of the hour, in UTC.';
comment on column report.quota_use.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.quota_use.owner is 'As it is called now; where GitHub has never told it, as it was asked for.';
comment on column report.quota_use.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.quota_use.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.quota_use.requests is 'Requests that were charged: an answer 304 costs nothing, but who asks without a credential. Of GraphQL points: a query costs one for a hundred pull requests.';
comment on column report.quota_use.subject_kind is 'repository, owner, or public for the public feed.';
comment on column report.quota_use.subject_name is 'As it was asked for, in lower case.';
comment on view report.recomputations is 'What was computed anew of each repository and why: by family of KPIs and reason, the last time. A month that has several reasons stands under each. Later months follow where they carry on what was counted, such as what is open; computed_at of a row that came out the same stays older.';
comment on column report.recomputations.definition_version is 'Version of the definition that they were counted by.';
comment on column report.recomputations.family is 'Tables that are computed together, as activities/kpis/families.ts names them.';
comment on column report.recomputations.first_month is 'The first of them.';
comment on column report.recomputations.last_month is 'The last of them.';
comment on column report.recomputations.month_list is 'All of them, such as: 2026-01, 2026-03 to 2026-05.';
comment on column report.recomputations.months is 'How many months; null: the family is no table of months, and all of it was computed.';
comment on column report.recomputations.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.recomputations.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.recomputations.reason is 'What has changed: a source as report.computations names it, label_rules, accounts (who is a bot), changes (an older build did not say of what); or first computation, another definition, whole source (a source that a part of the numbers needs from its beginning on has become whole, or is no more), another day (months from the day of the last computation to the new one, and older ones in which that was opened to which something happened in between), asked for.';
comment on column report.recomputations.recomputed_at is 'When; rows that came out different have it as computed_at.';
comment on column report.recomputations.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.recomputations.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on view report.releases is 'The releases of a repository without their texts, those that were deleted too.';
comment on column report.releases.author is 'Login; null: the account was deleted.';
comment on column report.releases.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.releases.created_at is 'Date of the commit that was released, as GitHub gives it.';
comment on column report.releases.deleted_at is 'When it was found that GitHub does not show it any more; null: it is there.';
comment on column report.releases.html_url is 'Its page on GitHub.';
comment on column report.releases.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.releases.is_draft is 'Not published; shown to those alone who may push.';
comment on column report.releases.is_prerelease is 'Marked as not ready for production.';
comment on column report.releases.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.releases.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.releases.published_at is 'Null while it is a draft.';
comment on column report.releases.release_id is 'GitHub''s id of the release.';
comment on column report.releases.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.releases.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.releases.tag_name is 'The tag that was released.';
comment on column report.releases.title is 'As it is now.';
comment on view report.releases_monthly is 'Releases by repository and UTC month, from the month of the first release to that of the computation; a month in which nothing was published has a row with zeros, and one that nobody has read with nulls.';
comment on column report.releases_monthly.computed_at is 'When the row was last written; a row that comes out the same is not written again.';
comment on column report.releases_monthly.data_complete_through is 'GitHub''s list of releases is proven complete up to here; null: not yet.';
comment on column report.releases_monthly.definition_version is 'Version of the definition in sql/kpi that made the row.';
comment on column report.releases_monthly.is_complete is 'The month was over when the list was proven complete, no gap is open and nothing waits to be computed.';
comment on column report.releases_monthly.month is 'First day of the UTC month, which is half-open; the running month stands at the end of the day of the computation.';
comment on column report.releases_monthly.name is 'Name of the repository now.';
comment on column report.releases_monthly.owner is 'User or organisation that the repository belongs to now.';
comment on column report.releases_monthly.prereleases is 'Those of them that are marked as not ready for production.';
comment on column report.releases_monthly.releases is 'Published in the month, prereleases among them; drafts and deleted releases do not count.';
comment on column report.releases_monthly.repository is 'owner/name, as in inputs and flags.';
comment on column report.releases_monthly.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on view report.repositories is 'Every repository of which something is stored, whether a loop keeps it now or not.';
comment on column report.repositories.answered_at is 'By GitHub''s clock: when it said so.';
comment on column report.repositories.created_at is 'When it was created.';
comment on column report.repositories.default_branch is 'Name of the branch that it shows; null: not told.';
comment on column report.repositories.description is 'As GitHub shows it; null: there is none.';
comment on column report.repositories.forks is 'Forks of it; null: not told.';
comment on column report.repositories.html_url is 'Its page on GitHub.';
comment on column report.repositories.is_archived is 'Whether it is read only.';
comment on column report.repositories.is_fork is 'Whether it is a fork.';
comment on column report.repositories.is_private is 'Whether only some accounts see it.';
comment on column report.repositories.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.repositories.open_issues is 'Open issues and pull requests, as GitHub counts them; null: not told.';
comment on column report.repositories.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.repositories.pushed_at is 'When commits were last pushed; null: not told.';
comment on column report.repositories.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.repositories.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.repositories.stars is 'Accounts that have starred it; null: not told.';
comment on view report.repository_daily is 'What GitHub counted of a repository, one row a UTC day from the first day that was stored to the last on which it answered. A day without an answer of its own, or with one that said that nothing had changed, has the numbers of the day before.';
comment on column report.repository_daily.day is 'UTC day; the numbers are those of its last answer.';
comment on column report.repository_daily.forks is 'Forks, those of forks included, as GitHub counts them.';
comment on column report.repository_daily.name is 'Name of the repository now.';
comment on column report.repository_daily.open_issues is 'Open issues and pull requests, as GitHub counts them.';
comment on column report.repository_daily.owner is 'User or organisation that the repository belongs to now.';
comment on column report.repository_daily.repository is 'owner/name, as in inputs and flags.';
comment on column report.repository_daily.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.repository_daily.size is 'KiB, as GitHub measures the repository on its disks.';
comment on column report.repository_daily.stars is 'Stars that are given.';
comment on column report.repository_daily.subscribers is 'People who watch the repository.';
comment on view report.review_comments is 'Comments on lines of pull requests, without their texts.';
comment on column report.review_comments.author is 'Login of the author; null: the account was deleted.';
comment on column report.review_comments.author_association is 'What the author is to the repository, in GitHub''s word: OWNER, MEMBER, CONTRIBUTOR, NONE and so on.';
comment on column report.review_comments.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.review_comments.commit_sha is 'Commit of the pull request that it stands at.';
comment on column report.review_comments.created_at is 'When it was created.';
comment on column report.review_comments.html_url is 'Its page on GitHub.';
comment on column report.review_comments.in_reply_to_id is 'The comment that it answers; null: it begins a thread.';
comment on column report.review_comments.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.review_comments.line is 'Line of that file; null: the line is not part of the change any more.';
comment on column report.review_comments.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.review_comments.number is 'Number of the pull request; null: GitHub has not said yet to which it belongs.';
comment on column report.review_comments.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.review_comments.path is 'File that it is about.';
comment on column report.review_comments.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.review_comments.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.review_comments.review_comment_id is 'GitHub''s id of the comment.';
comment on column report.review_comments.review_id is 'The review that it came with; null: with none.';
comment on column report.review_comments.updated_at is 'When GitHub last changed it.';
comment on view report.reviews is 'Reviews of pull requests without their texts; a review that is only begun is not among them.';
comment on column report.reviews.author is 'Login of the author; null: the account was deleted.';
comment on column report.reviews.author_association is 'What the author is to the repository, in GitHub''s word: OWNER, MEMBER, CONTRIBUTOR, NONE and so on.';
comment on column report.reviews.author_id is 'GitHub''s id of the author''s account; null: the account was deleted.';
comment on column report.reviews.commit_sha is 'The commit that was reviewed; null: GitHub does not say.';
comment on column report.reviews.html_url is 'Its page on GitHub.';
comment on column report.reviews.is_bot is 'Whether the account is a bot: GitHub says so, or its login ends in [bot]; null: the account was deleted.';
comment on column report.reviews.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.reviews.number is 'Number of the pull request.';
comment on column report.reviews.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.reviews.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.reviews.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.reviews.review_id is 'GitHub''s id of the review.';
comment on column report.reviews.state is 'APPROVED, CHANGES_REQUESTED, COMMENTED or DISMISSED, as it is now.';
comment on column report.reviews.submitted_at is 'When the review was submitted.';
comment on view report.row_counts is 'How many rows each view of a summary table has, kept while they are written, so that lists need not count.';
comment on column report.row_counts.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.row_counts.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.row_counts.part is 'Rows of this source, category, definition, kind or type alone; empty: all of the repository.';
comment on column report.row_counts.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.row_counts.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.row_counts.rows is 'How many there are.';
comment on column report.row_counts.summary_table is 'View of this schema.';
comment on view report.star_weeks is 'Stars that a repository gained, by week, without those that were taken back since: past weeks may change. GitHub gives no names.';
comment on column report.star_weeks.name is 'Name of the repository now.';
comment on column report.star_weeks.owner is 'User or organisation that the repository belongs to now.';
comment on column report.star_weeks.repository is 'owner/name, as in inputs and flags.';
comment on column report.star_weeks.repository_id is 'GitHub''s number of the repository, which stays when it is renamed or transferred.';
comment on column report.star_weeks.stars is 'Stars given in that week that are still given.';
comment on column report.star_weeks.stars_by_day is 'The same by day, Sunday first; GitHub does not promise that its days begin at 00:00 UTC.';
comment on column report.star_weeks.week is 'The Sunday (UTC) on which the week begins.';
comment on view report.sync_status is 'What each resource of each repository and owner is doing. One that GitHub has not answered for yet has one row, resource repository or owner, without an id.';
comment on column report.sync_status.attempts is 'Tries in the present series of 202 answers or failures.';
comment on column report.sync_status.complete_from is 'Only what was updated since; null: everything since the beginning.';
comment on column report.sync_status.complete_through is 'Proven complete up to here.';
comment on column report.sync_status.gaps is 'Things that GitHub did not give; they make months incomplete.';
comment on column report.sync_status.github_total is 'GitHub''s own count; while a list is loaded for the first time, its pages times a hundred; null: GitHub gives none.';
comment on column report.sync_status.is_truncated is 'GitHub cut the list off (the statistics name 100 contributors at most).';
comment on column report.sync_status.items_due is 'Single things, such as the reviews of a pull request, that are still to be asked for.';
comment on column report.sync_status.items_wanted is 'While any are due: all that were ever wanted.';
comment on column report.sync_status.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.sync_status.next_try_at is 'When it is asked again.';
comment on column report.sync_status.not_modified is 'Requests that GitHub answered with 304, which cost nothing.';
comment on column report.sync_status.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.sync_status.pages is 'Pages read since the beginning.';
comment on column report.sync_status.read_by is 'How single things are asked for: GraphQL, many at once, or REST, one request each; null: none was, or there is no choice.';
comment on column report.sync_status.read_by_reason is 'Why REST is asked, in a sentence.';
comment on column report.sync_status.reason is 'Why it waits or failed, in a sentence.';
comment on column report.sync_status.reconciled_at is 'The last pass over the whole list that was followed by a look at everything that it did not show: deletions up to then are known. Null: none yet.';
comment on column report.sync_status.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.sync_status.repository_id is 'GitHub''s id of the repository, which stays when it is renamed or transferred.';
comment on column report.sync_status.requests is 'Requests sent since the beginning.';
comment on column report.sync_status.resource is 'What is kept of a repository or an owner: issues, pull_requests, commits and so on.';
comment on column report.sync_status.rows_expected is 'Rows that the load under way will have read, as its first answer tells; null: it does not, or nothing is loaded.';
comment on column report.sync_status.rows_stored is 'Rows of that route; issues includes pull requests, as GitHub''s list does.';
comment on column report.sync_status.state is 'loading ok empty paused limited stats_pending forbidden missing gone blocked disabled renamed failed; overdue and ended where the loop is (report.loops).';
comment on column report.sync_status.subject is 'What the resource belongs to: owner/name of a repository, or the login of an owner.';
comment on column report.sync_status.subject_id is 'GitHub''s id of what the resource belongs to: the repository, or an owner; null where GitHub has not answered.';
comment on view report.task_queues is 'How far behind the workers are: what waits in each of Temporal''s task queues, as a worker counted it within the last minute or so.';
comment on column report.task_queues.counted_at is 'When a worker counted last.';
comment on column report.task_queues.is_current is 'Whether that is less than three minutes ago; false: no worker runs, or none reaches Temporal and Postgres.';
comment on column report.task_queues.kind is 'workflow tasks or activities.';
comment on column report.task_queues.name is 'Name of the repository, without its owner, as it is now.';
comment on column report.task_queues.oldest_seconds is 'How long the oldest of them had waited, in seconds.';
comment on column report.task_queues.owner is 'Login of the owner, an organisation or a person, as it is now.';
comment on column report.task_queues.repository is 'owner/name, as inputs and flags take it; = and <> take no notice of case, like does.';
comment on column report.task_queues.repository_id is 'Null, as the owner and the name are: all repositories share the queues.';
comment on column report.task_queues.task_queue is 'Name of the task queue in Temporal; what a person waits for has one of its own.';
comment on column report.task_queues.waiting is 'Tasks that no worker has taken yet, as Temporal counts them, roughly; null: it does not tell, or is_current is false.';
comment on view report.team_members is 'Who is in a team of an organisation, and who was: one row a time in it. As on GitHub a team has the people of the teams below it, too (is_inherited). Secret teams have rows only where the token sees them. GitHub tells no dates, and is looked at daily: who comes and goes between two looks is not seen.';
comment on column report.team_members.account_id is 'GitHub''s id of the account.';
comment on column report.team_members.data_complete_through is 'Up to when every team that the token sees was read whole; nothing is known of later.';
comment on column report.team_members.first_seen_at is 'The first look that showed them in the team.';
comment on column report.team_members.is_bot is 'The account is a bot.';
comment on column report.team_members.is_complete is 'The last look gave all teams that the token sees. False: rows may be out of date; report.sync_status says why. Secret teams that the token does not see are told by nobody.';
comment on column report.team_members.is_inherited is 'True: only in a team below this one. False: in the team itself. Null: in one below, and GitHub does not tell whether in this one as well.';
comment on column report.team_members.joined_at is 'The look that found them in the team, where a look at the whole team before it had not. Null: they were there at the team''s first look.';
comment on column report.team_members.left_at is 'The look that found them gone, or the team. Null: they were there when data_complete_through was.';
comment on column report.team_members.login is 'Login of the account, as it was shown last.';
comment on column report.team_members.owner is 'Login of the organisation.';
comment on column report.team_members.owner_id is 'GitHub''s id of the organisation.';
comment on column report.team_members.parent_team is 'Slug of the team above.';
comment on column report.team_members.parent_team_id is 'GitHub''s id of the team above; null: there is none.';
comment on column report.team_members.privacy is 'closed: every member of the organisation sees the team; secret: its own people and the organisation''s admins do.';
comment on column report.team_members.role is 'maintainer or member. Null: GitHub has not switched on telling it for this organisation.';
comment on column report.team_members.team is 'The team''s name in addresses (slug).';
comment on column report.team_members.team_id is 'GitHub''s id of the team; it stays when the team is renamed or moved.';
comment on column report.team_members.team_name is 'Name of the team.';
comment on view report.teams is 'The teams of an organisation that the token sees, and those that it saw: all but secret ones to which its user does not belong.';
comment on column report.teams.data_complete_through is 'Up to when the list of teams was read whole.';
comment on column report.teams.deleted_at is 'When it was found that GitHub does not show it any more: deleted, or secret to the token now. Null: it is there.';
comment on column report.teams.first_seen_at is 'The first look that showed the team.';
comment on column report.teams.is_complete is 'The last look gave all teams that the token sees; secret ones that it does not see are told by nobody.';
comment on column report.teams.members is 'People in it now, those of teams below it included.';
comment on column report.teams.owner is 'Login of the organisation.';
comment on column report.teams.owner_id is 'GitHub''s id of the organisation.';
comment on column report.teams.parent_team is 'Slug of the team above.';
comment on column report.teams.parent_team_id is 'GitHub''s id of the team above; null: there is none.';
comment on column report.teams.privacy is 'closed: every member of the organisation sees the team; secret: its own people and the organisation''s admins do.';
comment on column report.teams.team is 'The team''s name in addresses (slug).';
comment on column report.teams.team_id is 'GitHub''s id of the team; it stays when the team is renamed or moved.';
comment on column report.teams.team_name is 'Name of the team.';
comment on table sync.api_key is 'Keys of the API. Who holds one, is told it once.';
comment on column sync.cursor.stale_since is 'The mark of sync.resource that this walk answers: it goes when the walk has ended, unless another change has set a new one.';
comment on table sync.island is 'Ranges of a list that a backfill has read, apart from what is complete.';
comment on view sync.loop_in_doubt is 'Loops that may be overdue or ended; sync.loop_standing knows.';
comment on view sync.loop_standing is 'How each loop stands, one row a workflow.';
comment on column sync.resource.awaited_at is 'When somebody last found the list held by another one, and began to wait for it.';
comment on table sync.webhook_delivery is 'Messages of GitHub''s that woke a loop within the last week, 100,000 at most.';

grant select on report.accounts to repometer_reader;
grant select on report.comments to repometer_reader;
grant select on report.commits to repometer_reader;
grant select on report.computations to repometer_reader;
grant select on report.contributions_monthly to repometer_reader;
grant select on report.contributor_absence_monthly to repometer_reader;
grant select on report.contributors_monthly to repometer_reader;
grant select on report.deployments to repometer_reader;
grant select on report.event_counts_hourly to repometer_reader;
grant select on report.event_intervals to repometer_reader;
grant select on report.events to repometer_reader;
grant select on report.forks to repometer_reader;
grant select on report.gaps to repometer_reader;
grant select on report.issue_events to repometer_reader;
grant select on report.issue_flow_monthly to repometer_reader;
grant select on report.issue_labels_monthly to repometer_reader;
grant select on report.issue_labels_monthly_with_zeros to repometer_reader;
grant select on report.issue_transfers to repometer_reader;
grant select on report.issues to repometer_reader;
grant select on report.label_categories to repometer_reader;
grant select on report.label_categories_monthly to repometer_reader;
grant select on report.label_former_names to repometer_reader;
grant select on report.label_quality to repometer_reader;
grant select on report.label_rule_changes to repometer_reader;
grant select on report.label_rules to repometer_reader;
grant select on report.labels to repometer_reader;
grant select on report.loops to repometer_reader;
grant select on report.members to repometer_reader;
grant select on report.milestones to repometer_reader;
grant select on report.new_contributors to repometer_reader;
grant select on report.new_contributors_monthly to repometer_reader;
grant select on report.outside_collaborators to repometer_reader;
grant select on report.owner_repositories to repometer_reader;
grant select on report.owners to repometer_reader;
grant select on report.pull_request_flow_monthly to repometer_reader;
grant select on report.pull_requests to repometer_reader;
grant select on report.quota to repometer_reader;
grant select on report.quota_use to repometer_reader;
grant select on report.recomputations to repometer_reader;
grant select on report.releases to repometer_reader;
grant select on report.releases_monthly to repometer_reader;
grant select on report.repositories to repometer_reader;
grant select on report.repository_daily to repometer_reader;
grant select on report.review_comments to repometer_reader;
grant select on report.reviews to repometer_reader;
grant select on report.row_counts to repometer_reader;
grant select on report.star_weeks to repometer_reader;
grant select on report.sync_status to repometer_reader;
grant select on report.task_queues to repometer_reader;
grant select on report.team_members to repometer_reader;
grant select on report.teams to repometer_reader;
grant usage on schema report to repometer_reader;

alter default privileges in schema report grant select on tables to repometer_reader;
