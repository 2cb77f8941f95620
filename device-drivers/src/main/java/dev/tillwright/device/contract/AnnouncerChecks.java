package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.money.Money;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.PaymentAnnouncer.Announced;
import dev.tillwright.device.spi.PaymentAnnouncer.Announcement;
import java.time.Duration;
import java.util.Locale;

/** What holds of a payment announcer: no payment is said twice. */
final class AnnouncerChecks {
  private AnnouncerChecks() {}

  static Deed act(AnnouncerBench bench, PaymentAnnouncer announcer, Duration limit) {
    return switch (announcer.announce(announcement(announcer, Ids.fresh()), limit)) {
      case SAID -> Deed.DONE;
      case ACCEPTED -> Deed.TOLD;
      case NOT_SAID -> Deed.NOT_DONE;
      case UNKNOWN -> Deed.UNKNOWN;
    };
  }

  private static Announcement announcement(PaymentAnnouncer announcer, String id) {
    var declared = announcer.capabilities();
    return new Announcement(
        id,
        Money.ofMinor(888, declared.currencies().iterator().next()),
        declared.languages().iterator().next());
  }

  static void add(Checks<Scene<AnnouncerBench, PaymentAnnouncer>> kit) {
    kit.add(
            "payment_isSaidOnce",
            "a payment is said once, also when its id comes again",
            AnnouncerChecks::once)
        .add(
            "said_onlyWhenConfirmed",
            "an announcer that cannot confirm says accepted, one that can says said",
            AnnouncerChecks::honest)
        .add(
            "queryOfWhatNeverCame_isNotSaid",
            "an id the device never had was not said",
            AnnouncerChecks::never)
        .add(
            "languageThatIsNotDeclared_isUnsupported",
            "a language it does not speak is refused",
            AnnouncerChecks::foreign)
        .add(
            "volume_asDeclared",
            "a volume that cannot be set is unsupported",
            AnnouncerChecks::volume)
        .addUnless(
            Scene.needs(Trouble.REPLY_LOST),
            "lostReply_isNotSaidTwice",
            "an announcement whose answer was lost is unknown, and is not said again",
            AnnouncerChecks::lostReply);
  }

  private static Announced say(Scene<AnnouncerBench, PaymentAnnouncer> scene, String id) {
    Duration limit = scene.bench().deadline();
    Announcement announcement = announcement(scene.device(), id);
    return scene.timed(limit, () -> scene.device().announce(announcement, limit));
  }

  private static Announced query(Scene<AnnouncerBench, PaymentAnnouncer> scene, String id) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().queryResult(id, limit));
  }

  private static void expectSaidOnce(Scene<AnnouncerBench, PaymentAnnouncer> scene, String id)
      throws InterruptedException {
    scene.until("it was said", () -> scene.bench().said(id).orElse(1) >= 1);
    Expect.equal(scene.bench().said(id).orElse(1), 1, "how often it was said");
  }

  private static void once(Scene<AnnouncerBench, PaymentAnnouncer> scene)
      throws InterruptedException {
    String id = Ids.fresh();
    Announced first = say(scene, id);
    Expect.that(
        first == Announced.SAID || first == Announced.ACCEPTED,
        "an announcement without trouble is " + first);
    Expect.equal(say(scene, id), first, "the same id again");
    Expect.equal(query(scene, id), first, "the query");
    scene.works("after it");
    expectSaidOnce(scene, id);
  }

  private static void honest(Scene<AnnouncerBench, PaymentAnnouncer> scene) {
    boolean confirms = scene.device().capabilities().confirms();
    Expect.equal(
        say(scene, Ids.fresh()),
        confirms ? Announced.SAID : Announced.ACCEPTED,
        "the answer of an announcer that declares confirms=" + confirms);
  }

  private static void never(Scene<AnnouncerBench, PaymentAnnouncer> scene) {
    scene.works("before");
    Expect.equal(query(scene, Ids.fresh()), Announced.NOT_SAID, "the query of what never came");
  }

  private static void foreign(Scene<AnnouncerBench, PaymentAnnouncer> scene) {
    Duration limit = scene.bench().shortDeadline();
    Money amount = announcement(scene.device(), Ids.fresh()).amount();
    // No device speaks the language of a region that has none.
    Locale foreign = Locale.forLanguageTag("qaa-x-none");
    scene.fails(
        "a language that is not declared",
        limit,
        () -> scene.device().announce(new Announcement(Ids.fresh(), amount, foreign), limit),
        Fault.UNSUPPORTED);
  }

  private static void volume(Scene<AnnouncerBench, PaymentAnnouncer> scene) {
    Duration limit = scene.bench().deadline();
    if (scene.device().capabilities().volume()) {
      scene.timed(limit, () -> scene.device().volume(50, limit));
    } else {
      scene.fails("the volume", limit, () -> scene.device().volume(50, limit), Fault.UNSUPPORTED);
    }
  }

  private static void lostReply(Scene<AnnouncerBench, PaymentAnnouncer> scene)
      throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.REPLY_LOST);
    String id = Ids.fresh();
    Expect.equal(say(scene, id), Announced.UNKNOWN, "an announcement whose answer was lost");
    scene.bench().end();
    say(scene, id);
    scene.works("after a lost answer");
    expectSaidOnce(scene, id);
  }
}
