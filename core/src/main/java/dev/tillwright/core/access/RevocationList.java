package dev.tillwright.core.access;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a merchant revoked, for tills that are not in reach: carried there as a text and believed
 * for its signature alone (Ed25519, RFC 8032, over the body below). A list is the whole state: the
 * next one takes its place. It is one line of JSON: {@code {"body":"…","key":"…","signature":"…"}};
 * the body is JSON of its own: {@code list} (its number), {@code issued}, {@code until} and {@code
 * revoked}, a list of {@code kind, id, reason}.
 *
 * @param number grows with each list of a merchant, from 1
 * @param issued when it was made
 * @param until when it is too old to be relied on, after {@code issued}
 * @param revoked all that is revoked, at most {@value #MAX}
 */
public record RevocationList(long number, Instant issued, Instant until, List<Revocation> revoked) {
  /** So many things are on one list. */
  public static final int MAX = 10_000;

  /** Nor is a list longer than this, in bytes of UTF-8, as an entry quotes it. */
  public static final int MAX_BYTES = 1_000_000;

  /** No list lasts longer than this. */
  public static final Duration LONGEST = Duration.ofDays(90);

  private static final byte[] DOMAIN =
      "tillwright revocation list 1\n".getBytes(StandardCharsets.US_ASCII);

  public RevocationList {
    Objects.requireNonNull(issued, "issued");
    revoked = List.copyOf(revoked);
    boolean ordered = until.isAfter(issued) && !until.isAfter(issued.plus(LONGEST));
    if (number < 1 || !ordered || revoked.size() > MAX) {
      throw new IllegalArgumentException(
          "a list has a number from 1, lasts up to 90 days and names at most " + MAX + " things");
    }
  }

  /**
   * The signed text.
   *
   * @throws IllegalArgumentException when it is longer than {@value #MAX_BYTES} bytes
   */
  public String signed(CheckpointSigner signer) {
    String body = body();
    if (!fits(body)) {
      throw new IllegalArgumentException("a list has at most " + MAX_BYTES + " bytes");
    }
    byte[] signature = signer.sign(message(body));
    return JsonOut.object(
        out ->
            out.put("body", body)
                .put("key", CheckpointKeys.id(signer.publicKey()))
                .put("signature", HexFormat.of().formatHex(signature)));
  }

  /**
   * The list of a text that one of these keys signed.
   *
   * @throws JsonException with the place, when it is no such list
   * @throws IllegalArgumentException when no key that is known signed it: it was made elsewhere, or
   *     changed
   */
  static RevocationList read(String text, CheckpointKeys keys) {
    JsonIn in = JsonIn.parse(text).only("body", "key", "signature");
    String body = in.text("body");
    if (!fits(body)) {
      throw in.wrong("body", "at most " + MAX_BYTES + " bytes were expected");
    }
    if (!keys.verifies(in.text("key"), message(body), in.text("signature"))) {
      throw new IllegalArgumentException("nobody who is known here signed this list");
    }
    return parse(body);
  }

  /** Whether the entry that tells of the list can hold it. */
  private static boolean fits(String body) {
    String quoted = JsonOut.object(out -> out.put("list", body));
    return quoted.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static byte[] message(String body) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[DOMAIN.length + text.length];
    System.arraycopy(DOMAIN, 0, message, 0, DOMAIN.length);
    System.arraycopy(text, 0, message, DOMAIN.length, text.length);
    return message;
  }

  String body() {
    return JsonOut.object(
        out ->
            out.put("list", number)
                .put("issued", issued.toString())
                .put("until", until.toString())
                .putAll(
                    "revoked",
                    revoked,
                    (each, it) ->
                        each.put("kind", it.kind().name())
                            .put("id", it.id())
                            .put("reason", it.reason())));
  }

  static RevocationList parse(String body) {
    JsonIn in = JsonIn.parse(body).only("list", "issued", "until", "revoked");
    List<Revocation> revoked = new ArrayList<>();
    for (JsonIn each : in.objects("revoked")) {
      each.only("kind", "id", "reason");
      try {
        revoked.add(
            new Revocation(
                Revocable.valueOf(each.text("kind")), each.text("id"), each.text("reason")));
      } catch (IllegalArgumentException e) {
        throw each.wrong("kind", "not something that is revoked");
      }
    }
    try {
      return new RevocationList(
          in.number("list"),
          Instant.parse(in.text("issued")),
          Instant.parse(in.text("until")),
          revoked);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw in.wrong("until", "the number or the times of the list are not those of one");
    }
  }
}
