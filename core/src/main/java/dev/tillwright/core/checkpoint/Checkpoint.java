package dev.tillwright.core.checkpoint;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What a till signs of its journal now and then: how many entries there are, and one hash over all
 * of them. Whoever keeps a checkpoint outside the machine can later tell whether any of them was
 * changed, removed or cut off.
 *
 * @param terminal whose journal
 * @param epoch which opening signed it, from 1
 * @param size the entries covered: all positions from 1 to this
 * @param at wall time to the millisecond; informative
 * @param head the hash of the entry at {@code size}
 * @param root the root of the Merkle tree over all of them (RFC 9162), 64 hexadecimal digits
 * @param previous the {@link #id} of the checkpoint before; 64 zeros for the first
 * @param keyId which key signed, see {@link CheckpointKeys#id}
 * @param signature Ed25519 over {@link #signedBytes}, 128 lower-case hexadecimal digits
 */
public record Checkpoint(
    String terminal,
    int epoch,
    long size,
    Instant at,
    String head,
    String root,
    String previous,
    String keyId,
    String signature) {
  /** The kind of the journal entry that holds one. */
  public static final String KIND = "journal.checkpoint";

  private static final String FORMAT = "tillwright-checkpoint-1";
  private static final int CODE_DIGITS = 20;
  private static final int GROUP = 4;

  public Checkpoint {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    Objects.requireNonNull(terminal, "terminal");
    if (!terminal.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}") || epoch < 1 || size < 1) {
      throw new IllegalArgumentException("not a place in a journal");
    }
    Hashes.check(head);
    Hashes.check(root);
    Hashes.check(previous);
    if (!keyId.matches("[0-9a-f]{16}") || !signature.matches("[0-9a-f]{128}")) {
      throw new IllegalArgumentException("not a signature of Ed25519");
    }
  }

  /** Signs the head of a journal. */
  static Checkpoint sign(
      CheckpointSigner signer,
      String terminal,
      int epoch,
      long size,
      Instant at,
      String head,
      String root,
      String previous) {
    String key = CheckpointKeys.id(signer.publicKey());
    Checkpoint bare =
        new Checkpoint(
            terminal, epoch, size, at, head, root, previous, key, "0".repeat(2 * Long.SIZE));
    String signature = HexFormat.of().formatHex(signer.sign(bare.signedBytes()));
    return new Checkpoint(terminal, epoch, size, at, head, root, previous, key, signature);
  }

  /**
   * The bytes that are signed: the format's name, then the fields in the order of this record
   * without the signature, as text, each behind its length as four bytes, the highest first.
   */
  public byte[] signedBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String field :
        new String[] {
          FORMAT,
          terminal,
          Integer.toString(epoch),
          Long.toString(size),
          Long.toString(at.toEpochMilli()),
          head,
          root,
          previous,
          keyId
        }) {
      byte[] text = field.getBytes(StandardCharsets.UTF_8);
      bytes.write(text.length >>> 24);
      bytes.write(text.length >>> 16);
      bytes.write(text.length >>> 8);
      bytes.write(text.length);
      bytes.writeBytes(text);
    }
    return bytes.toByteArray();
  }

  /** What names this checkpoint: SHA-256 over {@link #signedBytes}, 64 hexadecimal digits. */
  public String id() {
    return HexFormat.of().formatHex(new TreeHash().plain(signedBytes()));
  }

  /** The first 80 bits of the root, for people to compare: {@code "3f2a-91bc-04de-77a1-c0de"}. */
  public String code() {
    return code(root);
  }

  /** The first 80 bits of the signature, in the same form. */
  public String signatureCode() {
    return code(signature);
  }

  private static String code(String digits) {
    StringBuilder code = new StringBuilder(CODE_DIGITS + CODE_DIGITS / GROUP);
    for (int at = 0; at < CODE_DIGITS; at += GROUP) {
      code.append(at == 0 ? "" : "-").append(digits, at, at + GROUP);
    }
    return code.toString();
  }

  /** As one JSON object, to be kept elsewhere. */
  public String toJson() {
    return JsonOut.object(this::write);
  }

  void write(JsonOut out) {
    out.put("terminal", terminal)
        .put("epoch", epoch)
        .put("size", size)
        .put("at", at.toString())
        .put("head", head)
        .put("root", root)
        .put("previous", previous)
        .put("key", keyId)
        .put("signature", signature);
  }

  /**
   * Reads {@link #toJson}, or the payload of an entry of the kind {@value #KIND}.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   */
  public static Checkpoint parse(String json) {
    JsonIn in = JsonIn.parse(json);
    try {
      return new Checkpoint(
          in.text("terminal"),
          Math.toIntExact(in.number("epoch")),
          in.number("size"),
          Instant.parse(in.text("at")),
          in.text("head"),
          in.text("root"),
          in.text("previous"),
          in.text("key"),
          in.text("signature"));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw in.wrong("signature", "is not that of a checkpoint, or a field beside it is wrong");
    }
  }

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException when it is of another kind
   * @throws dev.tillwright.core.json.JsonException when its payload is not a checkpoint
   */
  public static Checkpoint read(Entry entry) {
    if (!entry.kind().equals(KIND)) {
      throw new IllegalArgumentException("not the entry of a checkpoint: " + entry);
    }
    return parse(entry.payload());
  }

  /** Whose, how many entries and the code. */
  @Override
  public String toString() {
    return "Checkpoint[" + terminal + "/" + size + " " + code() + "]";
  }
}
