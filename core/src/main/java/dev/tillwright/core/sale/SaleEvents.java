package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sale events as journal entries, and back. {@link SaleEvent} gives each kind and its fields. */
public final class SaleEvents {
  private static final Map<String, Function<JsonIn, SaleEvent>> READERS =
      Map.ofEntries(
          Map.entry("sale.opened", SaleEvents::opened),
          Map.entry("sale.lineAdded", SaleEvents::lineAdded),
          Map.entry("sale.lineReturned", SaleEvents::lineReturned),
          Map.entry(
              "sale.lineVoided",
              in -> new SaleEvent.LineVoided(PayloadIn.sale(in), PayloadIn.whole(in, "line"))),
          Map.entry(
              "sale.discounted",
              in -> new SaleEvent.Discounted(PayloadIn.sale(in), PayloadIn.discount(in, null))),
          Map.entry(
              "sale.memberIdentified",
              in -> new SaleEvent.MemberIdentified(PayloadIn.sale(in), in.text("member"))),
          Map.entry(
              "sale.couponShown",
              in -> new SaleEvent.CouponShown(PayloadIn.sale(in), in.text("coupon"))),
          Map.entry("sale.tendering", SaleEvents::tendering),
          Map.entry("sale.tendered", in -> new SaleEvent.Tendered(PayloadIn.sale(in), tender(in))),
          Map.entry(
              "sale.tenderRemoved",
              in ->
                  new SaleEvent.TenderRemoved(
                      PayloadIn.sale(in), in.optionalText("payment").orElse(null))),
          Map.entry("sale.reopened", in -> new SaleEvent.Reopened(PayloadIn.sale(in))),
          Map.entry(
              "sale.taxExempted",
              in -> new SaleEvent.TaxExempted(PayloadIn.sale(in), in.text("reason"))),
          Map.entry(
              "sale.suspended",
              in -> new SaleEvent.Suspended(PayloadIn.sale(in), in.text("label"))),
          Map.entry(
              "sale.resumed", in -> new SaleEvent.Resumed(PayloadIn.sale(in), in.text("operator"))),
          Map.entry(
              "sale.laidAway",
              in -> new SaleEvent.LaidAway(PayloadIn.sale(in), PayloadIn.plan(in))),
          Map.entry(
              "sale.deposited", in -> new SaleEvent.Deposited(PayloadIn.sale(in), tender(in))),
          Map.entry("sale.layawayCancelled", SaleEvents::cancelled),
          Map.entry(
              "sale.depositReturned",
              in -> new SaleEvent.DepositReturned(PayloadIn.sale(in), tender(in))),
          Map.entry(
              "sale.verificationAsked",
              in -> new SaleEvent.VerificationAsked(PayloadIn.sale(in), PayloadIn.pause(in))),
          Map.entry(
              "sale.verified",
              in ->
                  new SaleEvent.Verified(
                      PayloadIn.sale(in),
                      PayloadIn.value(in, "verification", Verification::valueOf),
                      in.text("by"),
                      in.text("operator"))),
          Map.entry(
              "sale.verificationDropped",
              in -> new SaleEvent.VerificationDropped(PayloadIn.sale(in), in.text("reason"))),
          Map.entry(
              "sale.voided", in -> new SaleEvent.Voided(PayloadIn.sale(in), in.text("reason"))));

  private SaleEvents() {}

  /** The journal entry to be written. */
  public static Draft toDraft(SaleEvent event) {
    if (event instanceof SaleEvent.Completed it) {
      return it.completed().toDraft();
    } else if (event instanceof SaleEvent.Opened it) {
      return opened(it);
    } else if (event instanceof SaleEvent.LineAdded it) {
      return draft("sale.lineAdded", it, out -> lineAdded(out, it));
    } else if (event instanceof SaleEvent.LineReturned it) {
      return draft("sale.lineReturned", it, out -> lineReturned(out, it));
    } else if (event instanceof SaleEvent.LineVoided it) {
      return draft("sale.lineVoided", it, out -> out.put("line", it.line()));
    } else if (event instanceof SaleEvent.Discounted it) {
      return draft("sale.discounted", it, out -> discounted(out, it));
    } else if (event instanceof SaleEvent.MemberIdentified it) {
      return draft("sale.memberIdentified", it, out -> out.put("member", it.member()));
    } else if (event instanceof SaleEvent.Tendering it) {
      return draft("sale.tendering", it, out -> tendering(out, it));
    } else if (event instanceof SaleEvent.Tendered it) {
      return draft("sale.tendered", it, out -> tender(out, it.tender()));
    } else if (event instanceof SaleEvent.TenderRemoved it) {
      return draft("sale.tenderRemoved", it, out -> out.put("payment", it.payment()));
    } else if (event instanceof SaleEvent.Reopened it) {
      return draft("sale.reopened", it, out -> {});
    } else if (event instanceof SaleEvent.Voided it) {
      return draft("sale.voided", it, out -> out.put("reason", it.reason()));
    }
    return later(event);
  }

  /** What may come to a sale between its basket and its end. */
  private static Draft later(SaleEvent event) {
    if (event instanceof SaleEvent.CouponShown it) {
      return draft("sale.couponShown", it, out -> out.put("coupon", it.coupon()));
    } else if (event instanceof SaleEvent.TaxExempted it) {
      return draft("sale.taxExempted", it, out -> out.put("reason", it.reason()));
    } else if (event instanceof SaleEvent.Suspended it) {
      return draft("sale.suspended", it, out -> out.put("label", it.label()));
    } else if (event instanceof SaleEvent.Resumed it) {
      return draft("sale.resumed", it, out -> out.put("operator", it.operator()));
    } else if (event instanceof SaleEvent.LaidAway it) {
      return draft("sale.laidAway", it, out -> PayloadOut.plan(out, it.plan()));
    } else if (event instanceof SaleEvent.Deposited it) {
      return draft("sale.deposited", it, out -> tender(out, it.tender()));
    } else if (event instanceof SaleEvent.DepositReturned it) {
      return draft("sale.depositReturned", it, out -> tender(out, it.tender()));
    } else if (event instanceof SaleEvent.VerificationAsked it) {
      return draft("sale.verificationAsked", it, out -> PayloadOut.pause(out, it.pause()));
    } else if (event instanceof SaleEvent.Verified it) {
      return draft("sale.verified", it, out -> verified(out, it));
    } else if (event instanceof SaleEvent.VerificationDropped it) {
      return draft("sale.verificationDropped", it, out -> out.put("reason", it.reason()));
    }
    SaleEvent.LayawayCancelled cancelled = (SaleEvent.LayawayCancelled) event;
    return draft(
        "sale.layawayCancelled",
        cancelled,
        out ->
            out.put("currency", cancelled.fee().currency().getCurrencyCode())
                .put("fee", cancelled.fee().minor())
                .put("reason", cancelled.reason()));
  }

  private static void verified(JsonOut out, SaleEvent.Verified event) {
    out.put("verification", event.verification().name())
        .put("by", event.by())
        .put("operator", event.operator());
  }

  private static SaleEvent cancelled(JsonIn in) {
    return new SaleEvent.LayawayCancelled(
        PayloadIn.sale(in), PayloadIn.money(in, "fee", PayloadIn.currency(in)), in.text("reason"));
  }

  /**
   * The event that an entry holds; empty for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when the payload is not what its
   *     kind promises
   */
  public static Optional<SaleEvent> read(Entry entry) {
    if (entry.kind().equals(CompletedSale.KIND)) {
      return Optional.of(new SaleEvent.Completed(CompletedSale.read(entry)));
    }
    return Optional.ofNullable(READERS.get(entry.kind()))
        .map(reader -> reader.apply(JsonIn.parse(entry.payload())));
  }

  /**
   * The tender in a payload of the form of {@code sale.tendered}, whatever the kind of its entry.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   */
  public static SaleEvent.Tendered readTender(String payload) {
    JsonIn in = JsonIn.parse(payload);
    return new SaleEvent.Tendered(PayloadIn.sale(in), tender(in));
  }

  private static Draft draft(String kind, SaleEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        kind,
        JsonOut.object(
            out -> {
              out.put("sale", event.sale().toString());
              fields.accept(out);
            }));
  }

  private static Draft opened(SaleEvent.Opened event) {
    return draft(
        "sale.opened",
        event,
        out -> {
          out.put("kind", event.kind().name())
              .put("operator", event.operator())
              .put("currency", event.currency().getCurrencyCode())
              .put("reference", event.reference())
              .put("channel", event.channel())
              .put("origin", event.origin() == null ? null : event.origin().toString());
          PayloadOut.terms(out, event.terms());
        });
  }

  private static SaleEvent opened(JsonIn in) {
    return new SaleEvent.Opened(
        PayloadIn.sale(in),
        PayloadIn.value(in, "kind", SaleKind::valueOf),
        in.text("operator"),
        PayloadIn.currency(in),
        in.text("reference"),
        PayloadIn.optionalSale(in, "origin"),
        PayloadIn.terms(in, PayloadIn.currency(in)),
        in.optionalText("channel").orElse(null));
  }

  private static void lineAdded(JsonOut out, SaleEvent.LineAdded event) {
    out.put("currency", event.line().item().price().currency().getCurrencyCode());
    PayloadOut.line(out, event.line());
  }

  private static SaleEvent lineAdded(JsonIn in) {
    return new SaleEvent.LineAdded(PayloadIn.sale(in), PayloadIn.line(in, PayloadIn.currency(in)));
  }

  private static void lineReturned(JsonOut out, SaleEvent.LineReturned event) {
    out.put("currency", event.line().priced().total().currency().getCurrencyCode());
    PayloadOut.completedLine(out, event.line());
  }

  private static SaleEvent lineReturned(JsonIn in) {
    return new SaleEvent.LineReturned(
        PayloadIn.sale(in), PayloadIn.completedLine(in, PayloadIn.currency(in)));
  }

  private static void discounted(JsonOut out, SaleEvent.Discounted event) {
    discount(out, event.discount());
  }

  private static void discount(JsonOut out, Discount discount) {
    if (discount.amount() != null) {
      out.put("currency", discount.amount().currency().getCurrencyCode());
    }
    PayloadOut.discount(out, discount);
  }

  private static void tendering(JsonOut out, SaleEvent.Tendering event) {
    out.put("points", points -> PayloadOut.quote(points, event.quote()));
    if (!event.promotions().isEmpty()) {
      out.putAll("promotions", event.promotions(), SaleEvents::discount);
    }
  }

  private static SaleEvent tendering(JsonIn in) {
    return new SaleEvent.Tendering(
        PayloadIn.sale(in),
        PayloadIn.quote(in.object("points")),
        in.objects("promotions").stream().map(each -> PayloadIn.discount(each, null)).toList());
  }

  private static void tender(JsonOut out, TenderLine tender) {
    out.put("currency", tender.amount().currency().getCurrencyCode());
    PayloadOut.tender(out, tender);
  }

  private static TenderLine tender(JsonIn in) {
    return PayloadIn.tender(in, PayloadIn.currency(in));
  }
}
