package dev.tillwright.core.backup;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup holds, as it stands beside its file.
 *
 * @param terminal whose journal
 * @param epoch which opening took it
 * @param seq the newest entry in it; 0 for none
 * @param head its hash; 64 zeros for none
 * @param at when it was taken
 * @param file the name of the database, in the folder of the manifest
 * @param bytes its length
 * @param sha256 over its bytes, 64 hexadecimal digits
 * @param schemas the version of each component's tables: which programs can open it
 * @param checkpoint the newest in it
 */
public record BackupManifest(
    String terminal,
    int epoch,
    long seq,
    String head,
    Instant at,
    String file,
    long bytes,
    String sha256,
    SortedMap<String, Integer> schemas,
    Optional<Checkpoint> checkpoint) {
  private static final String FORMAT = "tillwright-backup-1";

  public BackupManifest {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(checkpoint, "checkpoint");
    schemas = Collections.unmodifiableSortedMap(new TreeMap<>(schemas));
    if (epoch < 1 || seq < 0 || bytes < 0) {
      throw new IllegalArgumentException("not the place of a backup");
    }
    if (!head.matches("[0-9a-f]{64}") || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 hash");
    }
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,120}")) {
      throw new IllegalArgumentException("not the name of a file beside the manifest");
    }
  }

  /** As one JSON object. */
  public String toJson() {
    return JsonOut.object(
        out ->
            out.put("format", FORMAT)
                .put("terminal", terminal)
                .put("epoch", epoch)
                .put("seq", seq)
                .put("head", head)
                .put("at", at.toString())
                .put("file", file)
                .put("bytes", bytes)
                .put("sha256", sha256)
                .put("schemas", versions -> schemas.forEach(versions::put))
                .put("checkpoint", checkpoint.map(Checkpoint::toJson).orElse(null)));
  }

  /**
   * Reads {@link #toJson}.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   */
  public static BackupManifest parse(String json) {
    JsonIn in = JsonIn.parse(json);
    if (!in.text("format").equals(FORMAT)) {
      throw in.wrong("format", "is not that of a backup that this program knows");
    }
    SortedMap<String, Integer> schemas = new TreeMap<>();
    JsonIn versions = in.object("schemas");
    try {
      for (String component : versions.names()) {
        schemas.put(component, Math.toIntExact(versions.number(component)));
      }
      return new BackupManifest(
          in.text("terminal"),
          Math.toIntExact(in.number("epoch")),
          in.number("seq"),
          in.text("head"),
          Instant.parse(in.text("at")),
          in.text("file"),
          in.number("bytes"),
          in.text("sha256"),
          schemas,
          in.optionalText("checkpoint").map(Checkpoint::parse));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw in.wrong("file", "or a field beside it is not that of a backup");
    }
  }
}
