package dev.tillwright.core.journal;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;

/**
 * Entries whose contents lie in an archive file; their places, times, kinds and hashes stay.
 *
 * <p>As the entry {@value #KIND} has it; {@value #DELETED} has {@code first}, {@code last} and
 * {@code file} of a file that was deleted.
 *
 * @param first the first of them
 * @param last the last
 * @param before the hash of the entry before the first; 64 zeros when there is none
 * @param head the hash of the last
 * @param file the name of the archive
 * @param bytes its length
 * @param sha256 over its bytes, 64 hexadecimal digits
 * @param deleted whether the file was deleted after its retention; not in the entry
 */
public record Archived(
    long first,
    long last,
    String before,
    String head,
    String file,
    long bytes,
    String sha256,
    boolean deleted) {
  /** The kind of the entry that tells of an archive. */
  public static final String KIND = "journal.archived";

  /** The kind of the entry that tells that one was deleted. */
  public static final String DELETED = "journal.archiveDeleted";

  public Archived {
    if (first < 1 || last < first || bytes < 0) {
      throw new IllegalArgumentException("not the places of an archive");
    }
    if (!(before + head + sha256).matches("[0-9a-f]{192}")) {
      throw new IllegalArgumentException("not SHA-256 hashes");
    }
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,120}")) {
      throw new IllegalArgumentException("not the name of a file");
    }
  }

  Draft told() {
    return new Draft(
        KIND,
        JsonOut.object(
            out ->
                out.put("first", first)
                    .put("last", last)
                    .put("before", before)
                    .put("head", head)
                    .put("file", file)
                    .put("bytes", bytes)
                    .put("sha256", sha256)));
  }

  Draft gone() {
    return new Draft(
        DELETED,
        JsonOut.object(out -> out.put("first", first).put("last", last).put("file", file)));
  }

  /** Reads the payload of an entry of the kind {@value #KIND}. */
  static Archived parse(String payload, boolean deleted) {
    JsonIn in = JsonIn.parse(payload);
    try {
      return new Archived(
          in.number("first"),
          in.number("last"),
          in.text("before"),
          in.text("head"),
          in.text("file"),
          in.number("bytes"),
          in.text("sha256"),
          deleted);
    } catch (IllegalArgumentException e) {
      throw in.wrong("first", "is not that of an archive, or a field beside it is wrong");
    }
  }
}
