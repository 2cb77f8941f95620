package dev.tillwright.examples;

import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.dispute.EvidenceCheck;
import dev.tillwright.core.dispute.EvidenceReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verifies the evidence of a case, for somebody who has only the file and the public key. */
@Command(
    name = "verify-evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Verifies a bundle of evidence with nothing but the file and the shop's public key.",
      "Exit code 0: everything holds. 2: something does not, and the member is named. 1: not"
          + " readable."
    })
public final class VerifyEvidence implements Callable<Integer> {
  /** More than a bundle may have, and still no burden. */
  private static final int MOST = (64 << 20) + 1;

  @Option(names = "--bundle", paramLabel = "FILE", required = true, description = "The bundle.")
  private Path bundle = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = {
        "The public key that the till signs with, X.509 in Base64; from the shop, not from the"
            + " bundle. As often as there are keys."
      })
  private List<Path> keys = new ArrayList<>();

  @Override
  public Integer call() {
    EvidenceReport report = EvidenceCheck.check(bytes(), trusted());
    report.faults().forEach(System.out::println);
    if (report.ok()) {
      System.out.println(report.caseId() + ": " + report.members() + " members, all as signed");
      report.statements().forEach(System.out::println);
    }
    return report.ok() ? 0 : Main.TAMPERED;
  }

  private byte[] bytes() {
    try (InputStream in = Files.newInputStream(bundle)) {
      return in.readNBytes(MOST);
    } catch (IOException e) {
      throw new ExampleException("--bundle " + bundle + " cannot be read");
    }
  }

  private CheckpointKeys trusted() {
    List<PublicKey> trusted = new ArrayList<>();
    for (Path file : keys) {
      try {
        trusted.add(CheckpointKeys.parse(Files.readString(file)));
      } catch (IOException e) {
        throw new ExampleException("--key " + file + " cannot be read");
      } catch (IllegalArgumentException e) {
        throw new ExampleException("--key " + file + " is not a public key of Ed25519");
      }
    }
    return CheckpointKeys.of(trusted);
  }
}
