package dev.tillwright.loyalty.member;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.loyalty.member.MemberEntries.SealedIdentifier;
import dev.tillwright.loyalty.member.MemberRows.Person;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All that is held on a person, in one JSON object; entries are opened where they are sealed. What
 * became of contacts and what was said of sales names no member: it is found by the entry before
 * that does. Kinds of the insight packages, which lie above this one, stand here by name.
 */
final class MemberExport {
  private static final String FEEDBACK = "feedback.";
  private static final String INVITED = "feedback.invited";
  private static final String GIVEN = "feedback.given";
  private static final String DRAWN = "campaign.assigned";

  private final Turn turn;
  private final MemberSeals seals;
  private final Person person;
  private final Set<String> contacts = new HashSet<>();
  private final Map<String, MemberId> sales = new HashMap<>();

  MemberExport(Turn turn, MemberSeals seals, Person person) {
    this.turn = turn;
    this.seals = seals;
    this.person = person;
  }

  void write(OutputStream out) {
    try {
      text(out, "{\"member\":\"" + person.id().value() + "\",");
      part(out, "known", this::known);
      text(out, ",\"entries\":[");
      entries(out);
      text(out, "]}\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void known(JsonOut out) {
    out.putTexts("numbers", person.numbers().stream().map(MemberId::value).toList());
    for (MemberId each : person.numbers()) {
      Optional<MemberRows.Row> row = turn.read(rows -> rows.row(each));
      row.filter(it -> !it.profile().isEmpty())
          .flatMap(it -> seals.profile(each, it.profile()))
          .ifPresent(profile -> out.put("profile/" + each.value(), profile::write));
    }
    for (Preference each : Preference.values()) {
      boolean wanted = turn.read(rows -> rows.wants(person, each));
      out.put(each.name(), wanted);
    }
  }

  private void entries(OutputStream out) throws IOException {
    Journal journal = turn.journal();
    List<String> named = person.numbers().stream().map(each -> "\"" + each.value() + "\"").toList();
    String[] before = {""};
    try {
      journal.read(
          1,
          journal.headSeq(),
          entry -> {
            boolean names = named.stream().anyMatch(entry.payload()::contains);
            if (names) {
              note(entry);
            }
            if (names || follows(entry)) {
              unchecked(out, before[0] + entry(entry));
              before[0] = ",";
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void note(Entry entry) {
    if (entry.kind().equals(ContactEntries.Attempted.KIND)) {
      contacts.add(ContactRows.name(entry.terminal(), entry.seq()));
    } else if (entry.kind().equals(INVITED)) {
      JsonIn in = JsonIn.parse(entry.payload());
      sales.put(in.text("sale"), MemberReading.member(in, "member"));
    }
  }

  private boolean follows(Entry entry) {
    if (entry.kind().equals(ContactEntries.Ended.KIND)) {
      return contacts.contains(JsonIn.parse(entry.payload()).text("contact"));
    }
    return entry.kind().startsWith(FEEDBACK)
        && sales.containsKey(JsonIn.parse(entry.payload()).text("sale"));
  }

  /** Of the many members of a draw, this person's numbers alone. */
  private String payload(Entry entry) {
    if (!entry.kind().equals(DRAWN)) {
      return entry.payload();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    return JsonOut.object(
        out ->
            out.put("campaign", in.text("campaign"))
                .putTexts("treated", own(in.texts("treated")))
                .putTexts("control", own(in.texts("control"))));
  }

  private List<String> own(List<String> members) {
    return members.stream()
        .filter(each -> person.numbers().stream().anyMatch(own -> own.value().equals(each)))
        .toList();
  }

  /** As it stands in the journal, and beside it what is sealed in it. */
  private String entry(Entry entry) {
    String opened =
        JsonOut.object(
            out -> {
              MemberEntries.read(entry).ifPresent(own -> opened(own, out));
              words(entry, out);
            });
    String head =
        JsonOut.object(
            out ->
                out.put("terminal", entry.terminal())
                    .put("seq", entry.seq())
                    .put("at", entry.at().toString())
                    .put("kind", entry.kind()));
    return head.substring(0, head.length() - 1)
        + (opened.equals("{}") ? "" : ",\"opened\":" + opened)
        + ",\"payload\":"
        + payload(entry)
        + "}";
  }

  private void words(Entry entry, JsonOut out) {
    if (entry.kind().equals(GIVEN)) {
      JsonIn in = JsonIn.parse(entry.payload());
      String sale = in.text("sale");
      MemberId member = sales.get(sale);
      if (member != null) {
        in.optionalText("words")
            .flatMap(kept -> seals.words(member, sale, kept))
            .ifPresent(words -> out.put("words", words));
      }
    }
  }

  private void opened(MemberEntries own, JsonOut out) {
    if (own instanceof MemberEntries.Enrolled it) {
      profile(it.member(), it.profile(), out);
      out.putAll(
          "identifiers", it.identifiers(), (inner, each) -> identifier(it.member(), each, inner));
    } else if (own instanceof MemberEntries.Identified it) {
      out.put("identifier", inner -> identifier(it.member(), it.identifier(), inner));
    } else if (own instanceof MemberEntries.Profiled it) {
      profile(it.member(), it.profile(), out);
    } else if (own instanceof MemberEntries.Stated it && it.proof() != null) {
      out.put("proof", seals.proof(it.member(), it.order(), it.proof()).orElse(""));
    }
  }

  private void profile(MemberId member, String sealed, JsonOut out) {
    seals.profile(member, sealed).ifPresent(profile -> out.put("profile", profile::write));
  }

  private void identifier(MemberId member, SealedIdentifier each, JsonOut out) {
    out.put("kind", each.kind().name())
        .put("value", seals.value(member, each.slot(), each.kind(), each.value()).orElse(""));
  }

  private static void part(OutputStream out, String name, Consumer<JsonOut> fields)
      throws IOException {
    text(out, "\"" + name + "\":" + JsonOut.object(fields));
  }

  private static void unchecked(OutputStream out, String text) {
    try {
      text(out, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
