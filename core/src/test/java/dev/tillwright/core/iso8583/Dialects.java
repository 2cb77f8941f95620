package dev.tillwright.core.iso8583;

import java.util.ArrayList;
import java.util.List;

/** All shipped dialects, and some whose parts are put together in every other way. */
final class Dialects {
  private static final String OWN =
      "{'name':'own','mti':'%s','bitmap':'%s','lengths':'%s','wire':{'n':'%s','x+n':'%s','z':'%s','text':'%s"
          + " right-space','b':'%s'},'fields':{'2':'n..19 a','3':'n6 a','4':'n7 a','28':'x+n8"
          + " a','35':'z..37 a','36':'z...104 a','41':'ans8 a','42':'ans....900"
          + " a','48':'nested...200 a','52':'b8 a','53':'b......700 a','55':'b...255 a','64':'b8"
          + " a','90':'nested42 a','127':'nested....2000 a','128':'b8"
          + " a'},'nested':{'48':{'name':'o','bitmap':'none','fields':{'1':'n..9 a','2':'ans..20"
          + " a','3':'b..8 a'}},"
          + "'90':{'name':'o','bitmap':'none','wire':{'n':'ascii','text':'ascii'},'fields':{'1':'n4"
          + " a','2':'n6 a','3':'n10 a','4':'ans11 a','5':'ans11"
          + " a'}},'127':{'name':'i','fields':{'2':'ans..99 a','3':'nested..90 a','60':'n3"
          + " a'},'nested':{'3':{'name':'j','bitmap':'hex','fields':{'2':'n4 a','64':'b2 a'}}}}}}";

  private Dialects() {}

  static List<MessageSpec> all() {
    List<MessageSpec> all = new ArrayList<>();
    MessageSpec.names().forEach(name -> all.add(MessageSpec.named(name)));
    all.addAll(mixed());
    return all;
  }

  /** Every prefix with every way to write digits. */
  private static List<MessageSpec> mixed() {
    List<MessageSpec> mixed = new ArrayList<>();
    for (String lengths : List.of("ascii", "bcd", "binary", "ebcdic1047", "ebcdic037")) {
      for (String n :
          List.of("ascii left-zero", "bcd left-zero", "bcd right-zero", "bcd right-f")) {
        boolean packed = n.startsWith("bcd");
        mixed.add(
            own(
                packed ? "bcd" : "ebcdic037",
                packed ? "binary" : "hex",
                lengths,
                n,
                packed ? "signed-bcd" : "ascii",
                packed ? n : "ebcdic1047",
                packed ? "ascii" : "ebcdic037",
                packed ? "raw" : "hex"));
      }
    }
    mixed.add(
        own("ascii", "binary", "bcd bytes", "bcd right-f", "ascii", "bcd right-f", "ascii", "hex"));
    return mixed;
  }

  private static MessageSpec own(String... words) {
    return MessageSpec.parse(OWN.formatted((Object[]) words).replace('\'', '"'));
  }
}
