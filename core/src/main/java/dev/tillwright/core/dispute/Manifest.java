package dev.tillwright.core.dispute;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What is in a bundle: the length and SHA-256 of each member, and the signed checkpoint that its
 * journal entries are proven against. Signed itself, over {@code tillwright-evidence-1}, a line
 * feed, and the manifest's bytes.
 *
 * @param caseId whose evidence
 * @param checkpoint signed by the till
 * @param keyId which key signed the manifest
 * @param members all but the manifest and its signature
 */
record Manifest(String caseId, Checkpoint checkpoint, String keyId, List<Member> members) {
  static final String NAME = "manifest.json";
  static final String SIGNATURE = "manifest.sig";

  private static final String FORMAT = "tillwright-evidence-1";

  Manifest {
    members = List.copyOf(members);
  }

  /**
   * One member.
   *
   * @param name in the container
   * @param bytes how long
   * @param sha256 64 hexadecimal digits
   */
  record Member(String name, long bytes, String sha256) {
    static Member of(String name, byte[] content) {
      return new Member(name, content.length, hash(content));
    }
  }

  static Manifest of(
      String caseId, Checkpoint checkpoint, String keyId, SortedMap<String, byte[]> members) {
    List<Member> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> member : members.entrySet()) {
      all.add(Member.of(member.getKey(), member.getValue()));
    }
    return new Manifest(caseId, checkpoint, keyId, all);
  }

  byte[] toBytes() {
    return JsonOut.object(
            out ->
                out.put("format", FORMAT)
                    .put("case", caseId)
                    .put("key", keyId)
                    .put("checkpoint", checkpoint.toJson())
                    .putAll(
                        "members",
                        members,
                        (each, it) ->
                            each.put("name", it.name())
                                .put("bytes", it.bytes())
                                .put("sha256", it.sha256())))
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not a manifest
   */
  static Manifest parse(byte[] bytes) {
    JsonIn in = JsonIn.parse(new String(bytes, StandardCharsets.UTF_8));
    if (!in.text("format").equals(FORMAT)) {
      throw in.wrong("format", "only " + FORMAT + " is known");
    }
    return new Manifest(
        in.text("case"),
        Checkpoint.parse(in.text("checkpoint")),
        in.text("key"),
        in.objects("members").stream()
            .map(it -> new Member(it.text("name"), it.number("bytes"), it.text("sha256")))
            .toList());
  }

  static byte[] sign(byte[] manifest, CheckpointSigner signer) {
    String signature = HexFormat.of().formatHex(signer.sign(signed(manifest)));
    return signature.getBytes(StandardCharsets.US_ASCII);
  }

  boolean signedBy(CheckpointKeys keys, byte[] manifest, byte[] signature) {
    return keys.verifies(
        keyId, signed(manifest), new String(signature, StandardCharsets.ISO_8859_1));
  }

  private static byte[] signed(byte[] manifest) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes((FORMAT + "\n").getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(manifest);
    return message.toByteArray();
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
