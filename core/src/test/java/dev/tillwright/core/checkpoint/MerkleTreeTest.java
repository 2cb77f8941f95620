package dev.tillwright.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree beside the published vectors and beside the definition of RFC 9162, word for word. */
class MerkleTreeTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path dir;

  /** Leaves and roots of the reference test of Certificate Transparency (RFC 6962). */
  @Test
  void publishedRoots() {
    String[] leaves = {
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f"
    };
    String[] roots = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };
    TreeHash hash = new TreeHash();
    Peaks peaks = new Peaks(hash);
    assertThat(peaks.rootText())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (int i = 0; i < leaves.length; i++) {
      peaks.add(hash.leaf(HEX.parseHex(leaves[i])));
      assertThat(peaks.rootText()).isEqualTo(roots[i]);
      assertThat(Peaks.of(hash, i + 1, peaks.texts()).rootText()).isEqualTo(roots[i]);
    }
    System.out.println("RFC 6962: " + roots.length + " published roots checked");
  }

  @Test
  void aTreeOfPeaks_needsAsManyAsItsSizeHasBits() {
    TreeHash hash = new TreeHash();
    assertThatThrownBy(() -> Peaks.of(hash, 3, List.of("00".repeat(32))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyProofOfAJournal_isThatOfTheDefinition_andProves() {
    int most = 70;
    try (Database database = Database.sqlite(dir.resolve("till.db"));
        Journal journal = Journal.open(database, "till-01", Clock.systemUTC())) {
      List<Draft> drafts =
          IntStream.range(0, most)
              .mapToObj(n -> new Draft("test.entry", "{\"n\":" + n + "}"))
              .toList();
      List<String> hashes = new ArrayList<>();
      journal.append(drafts, SOON).forEach(entry -> hashes.add(entry.hash()));
      EntryTree tree = EntryTree.of(database, "till-01");
      for (int size : new int[] {1, 2, 3, 7, 8, 31, 64, most}) {
        String root = tree.root(size);
        assertThat(root).isEqualTo(naive(hashes.subList(0, size)));
        List<Long> all = LongStream.rangeClosed(1, size).boxed().toList();
        List<InclusionProof> proofs = tree.inclusions(all, size);
        for (int seq = 1; seq <= size; seq++) {
          InclusionProof proof = tree.inclusion(seq, size);
          assertThat(proofs.get(seq - 1)).isEqualTo(proof);
          String entry = hashes.get(seq - 1);
          assertThat(proof.proves(entry, root)).isTrue();
          assertThat(proof.proves(hashes.get(seq % most), root)).isFalse();
          broken(proof, entry, root);
        }
        for (int old = 1; old <= size; old++) {
          ConsistencyProof proof = tree.consistency(old, size);
          String before = naive(hashes.subList(0, old));
          assertThat(proof.proves(before, root)).isTrue();
          broken(proof, before, root);
        }
      }
      assertThatThrownBy(() -> tree.root(most + 1))
          .isInstanceOfSatisfying(
              TillwrightException.class, e -> assertThat(e.code()).isEqualTo("journal.broken"));
      assertThatThrownBy(() -> tree.inclusion(5, 4)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tree.inclusions(List.of(1L, 5L), 4))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> tree.consistency(0, 4)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Each hash of the path changed, one left out, one added, another position or size. */
  private static void broken(InclusionProof proof, String entry, String root) {
    for (int at = 0; at < proof.path().size(); at++) {
      List<String> path = new ArrayList<>(proof.path());
      path.set(at, flipped(path.get(at)));
      assertThat(new InclusionProof(proof.seq(), proof.size(), path).proves(entry, root)).isFalse();
      path.remove(at);
      assertThat(new InclusionProof(proof.seq(), proof.size(), path).proves(entry, root)).isFalse();
    }
    List<String> longer = new ArrayList<>(proof.path());
    longer.add(root);
    assertThat(new InclusionProof(proof.seq(), proof.size(), longer).proves(entry, root)).isFalse();
    if (proof.seq() > 1) {
      InclusionProof moved = new InclusionProof(proof.seq() - 1, proof.size(), proof.path());
      assertThat(moved.proves(entry, root)).isFalse();
    }
    assertThat(proof.proves(entry, flipped(root))).isFalse();
  }

  private static void broken(ConsistencyProof proof, String before, String root) {
    for (int at = 0; at < proof.path().size(); at++) {
      List<String> path = new ArrayList<>(proof.path());
      path.set(at, flipped(path.get(at)));
      assertThat(new ConsistencyProof(proof.oldSize(), proof.newSize(), path).proves(before, root))
          .isFalse();
    }
    assertThat(proof.proves(flipped(before), root)).isFalse();
    assertThat(proof.proves(before, flipped(root))).isFalse();
    List<String> longer = new ArrayList<>(proof.path());
    longer.add(root);
    assertThat(new ConsistencyProof(proof.oldSize(), proof.newSize(), longer).proves(before, root))
        .isFalse();
  }

  private static String flipped(String hash) {
    return (hash.charAt(0) == '0' ? '1' : '0') + hash.substring(1);
  }

  /** MTH of RFC 9162, section 2.1.1, as it is written there. */
  private static String naive(List<String> entries) {
    return HEX.formatHex(mth(entries));
  }

  private static byte[] mth(List<String> entries) {
    if (entries.size() == 1) {
      return sha256(new byte[] {0}, HEX.parseHex(entries.get(0)));
    }
    int k = 1;
    while (k * 2 < entries.size()) {
      k *= 2;
    }
    return sha256(
        new byte[] {1}, mth(entries.subList(0, k)), mth(entries.subList(k, entries.size())));
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
