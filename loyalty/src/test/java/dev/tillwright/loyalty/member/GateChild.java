package dev.tillwright.loyalty.member;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Asks the gate once, says how far it came, and stays there until it is killed. */
final class GateChild {
  private GateChild() {}

  /** The folder, the member, the time, and where to stay: before, within, after the sender. */
  public static void main(String[] arguments) {
    String stage = arguments[3];
    MemberShop shop = new MemberShop(Path.of(arguments[0]), MemberShop.policy());
    shop.now = Instant.parse(arguments[2]);
    ContactSender sender =
        new ContactSender() {
          @Override
          public Channel channel() {
            return Channel.SMS;
          }

          @Override
          public ContactOutcome send(ContactMessage message, Duration deadline) {
            if (stage.equals("within")) {
              stay(stage);
            }
            return ContactOutcome.SENT;
          }
        };
    Executor executor = stage.equals("before") ? task -> stay(stage) : Runnable::run;
    ContactDesk gate =
        ContactDesk.over(shop.members, MemberShop.policy(), executor).sender(sender).open();
    MemberId member = MemberId.of(arguments[1]);
    gate.ask(
        MemberShop.request(stage, member, Channel.SMS, Purpose.MARKETING), Duration.ofMinutes(5));
    stay("after");
  }

  private static void stay(String stage) {
    System.out.println(stage);
    while (true) {
      LockSupport.park();
    }
  }
}
