package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.SignaturePad;
import dev.tillwright.device.spi.SignaturePad.Signed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What holds of a signature pad. */
final class SignatureChecks {
  private static final ReceiptDocument SLIP =
      new ReceiptDocument(
          List.of(
              new ReceiptDocument.Text(
                  "12.30 GBP", ReceiptDocument.Align.LEFT, ReceiptDocument.Style.NORMAL)));

  private SignatureChecks() {}

  static Deed act(SignatureBench bench, SignaturePad pad, Duration limit) {
    bench.sign();
    return pad.sign(SLIP, limit)
        .match(ink -> Deed.DONE, picture -> Deed.DONE, refused -> Deed.NOT_DONE);
  }

  static void add(Checks<Scene<SignatureBench, SignaturePad>> kit) {
    kit.add(
            "signature_asDeclared",
            "a pad that declares strokes gives strokes, another one a picture, of its size",
            SignatureChecks::honest)
        .add(
            "refused_isAnAnswer",
            "a customer who does not sign is an answer, not an error",
            SignatureChecks::refused)
        .add(
            "nobody_isATimeout",
            "when nobody signs the call fails in time, and the next one works",
            SignatureChecks::nobody)
        .add("cancel_endsTheWait", "cancel from another thread ends it", SignatureChecks::cancelled)
        .add("signature_isPrintedNowhere", "what was drawn is in no text", SignatureChecks::hidden);
  }

  private static Signed sign(Scene<SignatureBench, SignaturePad> scene) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().sign(SLIP, limit));
  }

  private static void honest(Scene<SignatureBench, SignaturePad> scene) {
    scene.bench().sign();
    Signed signed = sign(scene);
    var declared = scene.device().capabilities();
    if (declared.strokes()) {
      Signed.Ink ink = Expect.isA(signed, Signed.Ink.class, "what a pad with strokes gives");
      Expect.equal(ink.signature().width(), declared.width(), "the width of the signature");
      Expect.equal(ink.signature().height(), declared.height(), "the height of the signature");
    } else {
      Signed.Picture picture =
          Expect.isA(signed, Signed.Picture.class, "what a pad without strokes gives");
      Expect.equal(picture.width(), declared.width(), "the width of the signature");
      Expect.equal(picture.height(), declared.height(), "the height of the signature");
    }
  }

  private static void refused(Scene<SignatureBench, SignaturePad> scene) {
    scene.bench().refuse();
    Expect.isA(sign(scene), Signed.Refused.class, "what a customer gives who does not sign");
    scene.works("after a refusal");
  }

  private static void nobody(Scene<SignatureBench, SignaturePad> scene) {
    scene.works("before");
    Duration limit = scene.bench().shortDeadline();
    scene.fails("a wait for nobody", limit, () -> scene.device().sign(SLIP, limit), Fault.TIMEOUT);
    scene.works("after nobody signed");
  }

  private static void cancelled(Scene<SignatureBench, SignaturePad> scene)
      throws InterruptedException {
    scene.works("before");
    CompletableFuture<Signed> waiting = new CompletableFuture<>();
    Scene.daemon(
        () -> {
          try {
            waiting.complete(scene.device().sign(SLIP, scene.bench().deadline()));
          } catch (Throwable e) {
            waiting.completeExceptionally(e);
          }
        });
    scene.underWay();
    scene.device().cancel();
    scene.until("a cancelled wait ended", waiting::isDone);
    StripeChecks.expectCancelled(waiting);
    scene.works("after a cancelled wait");
  }

  private static void hidden(Scene<SignatureBench, SignaturePad> scene) {
    scene.bench().sign();
    Signed signed = sign(scene);
    // A text that tells points is long; one that tells their number is not.
    Expect.that(signed.toString().length() < 80, "a signature prints what was drawn");
    Expect.that(scene.device().health().toString().length() < 4_000, "health prints too much");
  }
}
