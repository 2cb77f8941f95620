package dev.tillwright.core.iso8583;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads dialects: the shipped ones from the jar, once, and those of integrators. */
final class SpecReader {
  static final List<String> SHIPPED =
      List.of(
          "87A",
          "87Abb",
          "87B",
          "87bb-emv",
          "93A",
          "93B",
          "03A",
          "03B",
          "ebc1047",
          "ebc037",
          "post");

  private static final Map<String, MessageSpec> READ = new ConcurrentHashMap<>();
  private static final List<Integer> EDITIONS = List.of(1987, 1993, 2003);

  private SpecReader() {}

  static MessageSpec shipped(String name) {
    if (!SHIPPED.contains(name)) {
      throw new IllegalArgumentException("no dialect of this name is shipped; see names()");
    }
    return READ.computeIfAbsent(name, it -> draft(JsonIn.parse(resource(it))).toSpec());
  }

  static MessageSpec read(String json) {
    return draft(JsonIn.parse(json)).toSpec();
  }

  private static SpecDraft draft(JsonIn in) {
    SpecDraft draft =
        in.optionalText("extends").map(base -> base(in, base)).orElseGet(SpecDraft::new);
    if (in.optionalText("extends").isEmpty() && in.has("edition")) {
      int edition = Math.toIntExact(in.number("edition"));
      if (EDITIONS.contains(edition)) {
        draft.fields(JsonIn.parse(resource("edition-" + edition)).object("fields"));
      }
    }
    return draft.add(in);
  }

  private static SpecDraft base(JsonIn in, String base) {
    if (!SHIPPED.contains(base)) {
      throw in.wrong("extends", "not a shipped dialect");
    }
    return draft(JsonIn.parse(resource(base)));
  }

  private static String resource(String name) {
    try (InputStream in = SpecReader.class.getResourceAsStream(name + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the dialect " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TillwrightException(
          "iso8583.spec", false, "the dialect " + name + " cannot be read", e);
    }
  }
}
