-- Label rules give categories, by names that read the same on every database: whatever its locale, and whatever ICU it was built with.

-- By the simple mappings of Unicode 14, written out, and with one sigma for two: lower() follows the database's locale, and that of C knows ASCII alone.
create function kpi.lower_case(given text) returns text
language sql immutable strict parallel safe
return case
  when octet_length(given) = length(given) then lower(given collate "C")
  else translate(
    lower(given collate "C"),
    'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊ'
    'ƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎ'
    'ͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪ'
    'ЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤ'
    'ԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰ'
    'ᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮ'
    'ᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰ'
    'ẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜ'
    'ᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑ'
    'ⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂ'
    'ꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮ'
    'ꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼'
    '𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩'
    '𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚'
    '𞤛𞤜𞤝𞤞𞤟𞤠𞤡ς',
    'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįiĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗ'
    'ƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏ'
    'ͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъ'
    'ыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥ'
    'ԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀ'
    'ꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხ'
    'ჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằ'
    'ẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔ'
    'ᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁ'
    'ⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃ'
    'ꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪ'
    'ʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤'
    '𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩'
    '𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼'
    '𞤽𞤾𞤿𞥀𞥁𞥂𞥃σ'
  )
end;
comment on function kpi.lower_case is 'Lower case, the same on every database.';

-- A label's name in lower case without apostrophes, and without signs inside words that are not seen, comes to its words: signs that
-- belong to no word become /; then what stands before a word goes where it says what kind of word follows; then single spaces part the
-- words. C++ and C# keep their signs. Each step is left out where it would find nothing: it takes longer than all the rest.
create function kpi.words_of(folded text) returns text
language sql immutable strict parallel safe
return (
  select case
    when strpos(parted, '/') > 0 or strpos(parted, '  ') > 0 then
      btrim(regexp_replace(parted collate "C", '[ /]+', ' ', 'g'))
    else btrim(parted)
  end
  from (
    select case
      when octet_length(folded) = length(folded) and folded collate "C" !~ '[[:cntrl:]]' then
        translate(folded, '!"$%&()*,-.:;<=>?@[\]^_{|}~', repeat('/', 27))
      else regexp_replace(
        folded collate "C",
        '[\u0001-\u001f!-"$-*,-/:-@\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df\u055a-\u055f'
      '\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0609-\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u2bff\u2e00-\u2e7f'
      '\u2ff0-\u3004\u3008-\u3020\u3030\u3036\u3037\u303d-\u303f\u30a0\u30fb\ue000-\uf8ff\ufe00-\ufe1f\ufe30-\ufe6f\uff00-\uff0f'
      '\uffe0-\uffff\U0001f000-\U0001fbff\U000e0000-\U0010ffff]+',
        '/', 'g'
      )
    end as marked
    offset 0
  ) as marking
  cross join lateral (
    select case
      when strpos(marked, '/') > 0 then regexp_replace(
        marked collate "C",
        '^([ /]*((types?|kind|category|categories|cat|area|topic|scope|component|comp|module|issue([ /]?type)?|tags?|theme|tenet'
        '|impact|status|state|resolution|triage|closed)[ /]*/[ /]*|[acit] ?/ ?(?=[^ /+#][^ /+#])))+(?=[^ /])',
        ''
      )
      else marked
    end as bare
    offset 0
  ) as baring
  cross join lateral (
    select case
      when strpos(bare, '+') > 0 or strpos(bare, '#') > 0 then
        regexp_replace(bare collate "C", '(^|[ /])[+#]+|[+#]+(?=[^ /+#])', ' ', 'g')
      else bare
    end as parted
    offset 0
  ) as parting
);

create function kpi.normalise_label(label text) returns text
language sql immutable strict parallel safe
return (
  select coalesce(
    nullif(
      kpi.words_of(
        case
          when strpos(folded, ':') > 0 then regexp_replace(folded collate "C", '(^| ):[a-z0-9_+-]+:', ' ', 'g')
          else folded
        end
      ),
      ''
    ),
    nullif(kpi.words_of(folded), ''),
    nullif(btrim(folded), ''),
    label
  )
  from (
    select kpi.lower_case(normalize(translate(label, U&'''\2019\2018`\00B4\02BC\200B\200C\200D\2060\FEFF\00AD', ''), nfkc)) as folded
    offset 0
  ) as folding
);
comment on function kpi.normalise_label is 'A label''s name as rules of the definition vocabulary see it: its words in lower case. Without emoji and their shortcodes, punctuation, and a prefix such as type:, kind/, [Type], area/, C- or T-. A name without letters and digits stays as it is.';

-- The one place for what a kind means. `lowered` and `normalised` are the label's name by the functions above, `needle` is the rule's.
create function kpi.takes_label(definition text, kind text, needle text, lowered text, normalised text) returns boolean
language sql immutable parallel safe
return case
  when kind = 'regex' then (case definition when 'vocabulary' then normalised else lowered end) collate "C" ~* needle
  when definition <> 'vocabulary' then
    case kind
      when 'exact' then lowered = needle
      when 'prefix' then starts_with(lowered, needle)
      else strpos(lowered, needle) > 0
    end
  -- Words are compared whole: bug is no part of debug, but one of bug report. All of a name may be written together.
  when kind = 'exact' then replace(normalised, ' ', '') = replace(needle, ' ', '')
  when kind = 'prefix' then starts_with(normalised || ' ', needle || ' ')
  else strpos(' ' || normalised || ' ', ' ' || needle || ' ') > 0
end;

-- Rules that are there may have been edited by their users: each is kept, under the words of today.
alter table kpi.label_rule rename column measure to category;
alter table kpi.label_rule rename column match to kind;
alter table kpi.label_rule drop constraint label_rule_measure_check;
alter table kpi.label_rule drop constraint label_rule_match_check;
alter table kpi.label_rule drop constraint label_rule_pkey;
update kpi.label_rule set
  kind = case kind when 'label' then 'exact' else kind end,
  category = case category when 'defect' then 'bug' else category end;
alter table kpi.label_rule
  alter column kind set default 'exact',
  add primary key (definition, category, kind, pattern),
  add constraint label_rule_kind_check check (kind in ('exact', 'prefix', 'substring', 'regex')),
  -- What is no regular expression is refused here, in Postgres' own words.
  add constraint label_rule_regex_check check (kind <> 'regex' or ('' collate "C" ~ pattern) is not null),
  add constraint label_rule_defect_is_called_bug check (category <> 'defect'),
  add constraint label_rule_uncategorised_is_no_category check (category <> 'uncategorised'),
  add constraint label_rule_category_check check (
    category collate "C" ~ '^[^[:cntrl:]]{1,50}$' and category = btrim(category) and category = kpi.lower_case(category)
  ),
  add column needle text not null generated always as (
    case
      when kind = 'regex' then pattern
      when definition = 'vocabulary' then kpi.normalise_label(pattern)
      else kpi.lower_case(pattern)
    end
  ) stored;
comment on table kpi.label_rule is 'Which labels mean what. Edit it with "repometer labels rule add" and "remove", or with SQL. After a change of a vocabulary rule all months of label_categories_monthly are computed anew; label_quality follows from its next snapshot on, and older snapshots keep the rules that they were made with.';
comment on column kpi.label_rule.definition is 'Which definition the rule belongs to: substring and label, as others have published them, or vocabulary.';
comment on column kpi.label_rule.category is 'What a label that the rule takes means. label_quality counts bug as defects, and performance.';
comment on column kpi.label_rule.kind is 'exact: the whole name; prefix: its beginning; substring: a part of it, under the definition substring of all names of an issue joined by semicolons; regex: a regular expression of Postgres. Under vocabulary words are compared whole.';
comment on column kpi.label_rule.pattern is 'What is looked for, as it was written, in any case.';
comment on column kpi.label_rule.needle is 'The pattern as it is compared: under vocabulary its words, else in lower case; a regex as it is.';

create table kpi.label_rule_change (
  definition text not null,
  version int not null,
  action text not null check (action in ('added', 'removed')),
  category text not null,
  kind text not null,
  pattern text not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (definition, version, action, category, kind, pattern)
);
comment on table kpi.label_rule_change is 'Changes of kpi.label_rule: the rules of a version are those added up to it and not removed since. One statement makes one version.';
comment on column kpi.label_rule_change.version is 'Version of the definition''s rules, from 1 on, that the change made.';
comment on column kpi.label_rule_change.action is 'added or removed; an edited rule is one of each.';
comment on column kpi.label_rule_change.category is 'What the rule says of a label.';
comment on column kpi.label_rule_change.kind is 'How the pattern is compared.';
comment on column kpi.label_rule_change.pattern is 'The pattern as it was written.';
comment on column kpi.label_rule_change.changed_at is 'When the rule was changed.';

-- Writes down what differs from what is written, and marks every repository: categories follow the source label_rules.
create function kpi.note_label_rules() returns trigger
language plpgsql
as $$
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
$$;

create trigger note_changes after insert or update or delete or truncate on kpi.label_rule
for each statement execute function kpi.note_label_rules();

-- Whole names, as label catalogues of many projects spell them.
insert into kpi.label_rule (definition, category, kind, pattern)
select 'vocabulary', category, 'exact', pattern
from (values
  ('bug', array[
    'bug', 'bugs', 'bug report', 'bug fix', 'bug fixes', 'confirmed bug', 'bug confirmed', 'defect', 'defects', 'error',
    'errors', 'fault', 'fix', 'fixes', 'hotfix', 'regression', 'regressions', 'crash', 'crashes', 'broken', '🐛', '🐞', 'ошибка',
    'баг', 'バグ', '버그', '缺陷'
  ]),
  ('feature', array[
    'feature', 'features', 'feature request', 'feature requests', 'new feature', 'new features', 'enhancement', 'enhancements',
    'feature enhancement', 'enhancement request', 'improvement', 'improvements', 'feat', 'rfe', 'request', 'suggestion',
    'idea', 'wishlist', '✨'
  ]),
  ('performance', array[
    'performance', 'perf', 'performance issue', 'performance problem', 'performance improvement', 'performance regression',
    'perf regression', 'optimization', 'optimizations', 'optimisation', 'speed', 'slow', 'slowness', '⚡'
  ]),
  ('documentation', array[
    'documentation', 'docs', 'doc', 'documentation issue', 'documentation bug', 'documentation improvement', 'docs issue',
    'docs bug', 'docs improvement', 'api docs', 'readme', 'typo', '📝', '📚', 'документация'
  ]),
  ('security', array[
    'security', 'security issue', 'security bug', 'security fix', 'security vulnerability', 'vulnerability', 'vulnerabilities',
    'cve', 'hardening', '🔒'
  ]),
  ('tests', array[
    'tests', 'test', 'testing', 'unit test', 'unit tests', 'integration tests', 'e2e tests', 'test coverage', 'test failure',
    'test failures', 'failing test', 'flaky test', 'flaky tests', 'flake'
  ]),
  ('build', array[
    'build', 'builds', 'build system', 'build failure', 'ci', 'ci/cd', 'continuous integration', 'github actions',
    'infrastructure', 'infra', 'packaging', 'tooling', 'devops'
  ]),
  ('dependencies', array[
    'dependencies', 'dependency', 'deps', 'dependency update', 'dependency updates', 'dependency upgrade', 'dependabot',
    'renovate'
  ]),
  ('maintenance', array[
    'maintenance', 'chore', 'chores', 'refactor', 'refactoring', 'cleanup', 'code cleanup', 'code quality', 'tech debt',
    'technical debt', 'housekeeping', 'toil'
  ]),
  ('breaking_change', array[
    'breaking change', 'breaking changes', 'breaking', 'backwards incompatible', 'backward incompatible', 'semver major'
  ]),
  ('question', array[
    'question', 'questions', 'support', 'support request', 'help', 'usage', 'usage question', 'how to', 'q&a', 'вопрос', '質問',
    '질문'
  ]),
  ('needs_information', array[
    'needs info', 'needs information', 'needs more info', 'needs more information', 'need info', 'need more info',
    'need more information', 'info needed', 'information needed', 'more info needed', 'more information needed',
    'missing information', 'waiting for info', 'waiting for information', 'waiting for response', 'waiting for reply',
    'waiting for feedback', 'waiting for author', 'waiting on author', 'awaiting response', 'awaiting reply',
    'awaiting feedback', 'needs feedback', 'needs author feedback', 'needs repro', 'needs reproduction', 'need reproduce',
    'needs details'
  ]),
  ('duplicate', array[
    'duplicate', 'duplicates', 'duplicated', 'duplicate issue', 'dup', 'dupe', 'already reported'
  ]),
  ('invalid', array[
    'invalid', 'not a bug', 'not an issue', 'cannot reproduce', 'can''t reproduce', 'unable to reproduce', 'not reproducible',
    'no repro', 'off topic', 'spam'
  ]),
  ('wontfix', array[
    'wontfix', 'won''t do', 'won''t do/fix', 'will not fix', 'not planned', 'works as intended', 'working as intended',
    'as designed', 'by design', 'out of scope', 'declined', 'rejected'
  ])
) as given (category, patterns)
cross join lateral unnest(patterns) as pattern
on conflict do nothing;

alter table kpi.label_quality add column rules_version int;

create table kpi.label_categories_monthly (
  repository_id bigint not null,
  month date not null,
  category text not null,
  issues_opened int not null,
  issues_closed int not null,
  share float8,
  rules_version int not null,
  definition_version int not null,
  computed_at timestamptz not null,
  primary key (repository_id, month, category)
);
comment on table kpi.label_categories_monthly is 'Issues (no pull requests) by category of their labels and month, from the first month on in which the category counts any.';
