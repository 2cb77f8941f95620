package dev.tillwright.core.dispute;

import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.dispute.EvidenceReport.Fault;
import dev.tillwright.core.json.JsonException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Verifies a bundle of evidence with nothing but its bytes and the keys that are trusted.
 *
 * <p><b>Guarantees.</b> Any file is answered by a report, also a hostile one: it is read in memory,
 * within bounds, and nothing of it is written anywhere. A changed byte of a member is named with
 * it; a changed byte outside of the members is found too, because the container is written again
 * and compared.
 *
 * <p>Stateless; for any number of threads.
 */
public final class EvidenceCheck {
  private EvidenceCheck() {}

  /** Verifies a bundle. */
  public static EvidenceReport check(byte[] file, CheckpointKeys keys) {
    SortedMap<String, byte[]> members;
    try {
      members = EvidenceZip.read(file);
    } catch (EvidenceZip.Refused refused) {
      return refused("the file is refused: " + refused.getMessage());
    }
    byte[] manifest = members.get(Manifest.NAME);
    byte[] signature = members.get(Manifest.SIGNATURE);
    if (manifest == null || signature == null) {
      return refused("the file is refused: it has no manifest, or none that is signed");
    }
    try {
      Manifest read = Manifest.parse(manifest);
      List<Fault> faults = new ArrayList<>();
      signatures(read, manifest, signature, keys, faults);
      members(read, members, faults);
      if (!Arrays.equals(EvidenceZip.write(members), file)) {
        faults.add(new Fault("", "the container was changed outside of its members"));
      }
      EvidenceFacts facts = new EvidenceFacts(read, members, faults);
      facts.check();
      return new EvidenceReport(
          read.caseId(), facts.entries(), members.size(), faults, statements(read, facts));
    } catch (JsonException wrong) {
      return new EvidenceReport(
          "",
          0,
          members.size(),
          List.of(new Fault(Manifest.NAME, "is not a manifest: " + wrong.getMessage())),
          List.of());
    }
  }

  private static EvidenceReport refused(String why) {
    return new EvidenceReport("", 0, 0, List.of(new Fault("", why)), List.of());
  }

  private static void signatures(
      Manifest manifest, byte[] bytes, byte[] signature, CheckpointKeys keys, List<Fault> faults) {
    if (!manifest.signedBy(keys, bytes, signature)) {
      faults.add(new Fault(Manifest.NAME, "was changed, or not signed by a key that is trusted"));
    }
    if (!keys.verifies(manifest.checkpoint())) {
      faults.add(new Fault(Manifest.NAME, "its checkpoint is not signed by a key that is trusted"));
    }
  }

  private static void members(
      Manifest manifest, SortedMap<String, byte[]> members, List<Fault> faults) {
    Set<String> named = new HashSet<>(Set.of(Manifest.NAME, Manifest.SIGNATURE));
    for (Manifest.Member member : manifest.members()) {
      named.add(member.name());
      byte[] content = members.get(member.name());
      if (content == null) {
        faults.add(new Fault(member.name(), "is missing"));
      } else if (!Manifest.Member.of(member.name(), content).equals(member)) {
        faults.add(new Fault(member.name(), "was changed"));
      }
    }
    for (String name : members.keySet()) {
      if (!named.contains(name)) {
        faults.add(new Fault(name, "is not in the manifest"));
      }
    }
  }

  private static List<String> statements(Manifest manifest, EvidenceFacts facts) {
    Checkpoint checkpoint = manifest.checkpoint();
    return List.of(
        facts.entries()
            + " entries of "
            + checkpoint.terminal()
            + " are part of the "
            + checkpoint.size()
            + " that its checkpoint of "
            + checkpoint.at()
            + " signed",
        "whether further entries tell of the same sale cannot be seen from a part of the journal;"
            + " attachments are only as true as who attached them");
  }
}
