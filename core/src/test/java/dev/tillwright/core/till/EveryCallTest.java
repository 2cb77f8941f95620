package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Role;
import dev.tillwright.core.access.Unattended;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.invoice.InvoiceBuyer;
import dev.tillwright.core.receipt.invoice.VirtualInvoices;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public call of a till, of its rooms and of its tickets, found by reflection, by somebody
 * who may nothing: none writes anything but that it was refused, and none reaches a printer or a
 * host.
 */
class EveryCallTest {
  /** Where the rooms live; what else a till gives is a value or something to read. */
  private static final Set<String> ROOMS =
      Set.of("dev.tillwright.core.till", "dev.tillwright.core.access");

  /** These ask somebody else whether he may speak for it. */
  private static final Set<String> OF_ANOTHER =
      Set.of("AccessControl.override", "VerificationDesk.manager");

  @TempDir Path dir;

  @Test
  void noCall_hasAnEffect_withoutAPermission() throws Exception {
    try (Bench bench =
        new Bench(
            dir,
            it ->
                it.stock("shop")
                    .times(HeldHost.TIMES)
                    .catalogue("shop")
                    .sealer(new SubjectSealer())
                    .risk(RiskAtTillTest.shop())
                    .invoices(Invoicing.by(new VirtualInvoices(), InvoicesAtTillTest.CODES)))) {
      CompletedSale sold = Bench.finished(bench.payByCard(bench.pens(1)));
      Ticket open = bench.pens(1);
      OperatorSession nobody = bench.manager;
      nobody.logOff();
      Map<Class<?>, Object> values = values(bench, sold, open, nobody);
      Map<Class<?>, Object> rooms = rooms(bench.till, values);
      assertThat(rooms).hasSizeGreaterThan(12);

      Map<String, String> effects = new TreeMap<>();
      Map<String, Set<String>> asked = new TreeMap<>();
      Set<String> notTried = new TreeSet<>();
      int refusals = 0;
      int printed = bench.printed.size();
      for (Map.Entry<Class<?>, Object> room : rooms.entrySet()) {
        for (Method method : calls(room.getKey())) {
          String name = room.getKey().getSimpleName() + "." + method.getName();
          long before = bench.till.journal().headSeq();
          if (!tried(method, room.getValue(), values)) {
            notTried.add(name);
          }
          for (Entry entry : since(bench, before)) {
            if (entry.kind().endsWith("efused")) {
              refusals++;
              acts(entry)
                  .forEach(act -> asked.computeIfAbsent(name, it -> new TreeSet<>()).add(act));
            } else {
              effects.merge(name, entry.kind(), (a, b) -> a + " " + b);
            }
          }
        }
      }

      assertThat(effects).as("what was written for somebody who may nothing").isEmpty();
      assertThat(notTried).as("calls for which this test has no value").isEmpty();
      assertThat(bench.printed).hasSize(printed);
      assertThat(refusals).isGreaterThan(80);
      asked.remove("AccessControl.require"); // asks for what it is told
      Map<String, Set<String>> table = table();
      assertThat(asked.keySet()).as("calls that asked").isEqualTo(table.keySet());
      asked.forEach(
          (call, acts) -> assertThat(table.get(call)).as(call).containsAll(acts).isNotEmpty());
    }
  }

  /** What an entry says was refused; nothing for a ticket's step, which has an entry of its own. */
  private static List<String> acts(Entry entry) {
    if (!entry.kind().equals("operator.refused")) {
      return List.of();
    }
    String act = JsonIn.parse(entry.payload()).text("act");
    return List.of(act.startsWith("OVERRIDE_") ? "OVERRIDE" : act);
  }

  /** The table of docs/access.md: each call, and all that it asks for. */
  private static Map<String, Set<String>> table() throws IOException {
    Map<String, Set<String>> table = new TreeMap<>();
    Pattern names = Pattern.compile("`([A-Za-z_]+)`(:?)");
    for (String line : Files.readAllLines(Path.of("../docs/access.md"))) {
      Matcher row = Pattern.compile("\\| (?:none \\()?`([A-Z_]+)`\\)? \\| (`.*) \\|").matcher(line);
      if (row.matches() && row.group(2).contains("`: ")) {
        String room = "";
        Matcher name = names.matcher(row.group(2));
        while (name.find()) {
          if (name.group(2).isEmpty()) {
            String call = room + "." + name.group(1);
            table.computeIfAbsent(call, it -> new TreeSet<>()).add(row.group(1));
          } else {
            room = name.group(1);
          }
        }
      }
    }
    return table;
  }

  @Test
  void whoMayAllButOneThing_isRefusedJustThat_byTheCallsThatTheTableNames() throws Exception {
    Map<String, Set<String>> table = table();
    List<Role> roles = new ArrayList<>(Role.USUAL);
    for (Permission permission : Permission.values()) {
      roles.add(Role.MANAGER.without(permission).named(lacking(permission)));
    }
    try (Bench bench =
        new Bench(
            dir,
            it ->
                it.stock("shop")
                    .times(HeldHost.TIMES)
                    .catalogue("shop")
                    .sealer(new SubjectSealer())
                    .risk(RiskAtTillTest.shop())
                    .invoices(Invoicing.by(new VirtualInvoices(), InvoicesAtTillTest.CODES))
                    .guards(Guards.usual().access(access -> access.roles(roles))))) {
      CompletedSale sold = Bench.finished(bench.payByCard(bench.pens(1)));
      Map<String, String> wrong = new TreeMap<>();
      int calls = 0;
      for (Permission permission : Permission.values()) {
        boolean sells = permission != Permission.SELL;
        String id = lacking(permission);
        bench.till.access().enrol(bench.manager, new Operator(id, id, id), "4711".toCharArray());
        OperatorSession session = bench.till.logOn(id, "4711".toCharArray()).orThrow();
        // Who may not sell has no ticket of his own.
        Ticket ticket = bench.till.sale(sells ? session : bench.manager).add("4006381333931", 1);
        Map<Class<?>, Object> values = values(bench, sold, ticket, session);
        for (Map.Entry<Class<?>, Object> room : rooms(bench.till, values).entrySet()) {
          for (Method method : calls(room.getKey())) {
            String name = room.getKey().getSimpleName() + "." + method.getName();
            boolean named =
                table.getOrDefault(name, Set.of()).contains(permission.name())
                    && !(permission == Permission.OVERRIDE && OF_ANOTHER.contains(name));
            boolean byTicket =
                !sells
                    && (Set.of(Ticket.class, VerificationDesk.class).contains(room.getKey())
                        || List.of(method.getParameterTypes()).contains(Ticket.class));
            if (named && !byTicket) {
              calls++;
              long before = bench.till.journal().headSeq();
              tried(method, room.getValue(), values);
              List<String> said =
                  since(bench, before).stream()
                      .filter(it -> !it.kind().startsWith("sale."))
                      .map(it -> acts(it).isEmpty() ? it.kind() : acts(it).get(0))
                      .toList();
              if (!said.equals(List.of(permission.name()))) {
                wrong.put(permission + " " + name, said.toString());
              }
            }
          }
        }
      }
      assertThat(wrong).as("what was refused, or done, instead").isEmpty();
      assertThat(calls).isGreaterThan(90);
    }
  }

  private static String lacking(Permission permission) {
    return "all-but-" + permission.ordinal();
  }

  @Test
  void unattendedCalls_areGivenNobody() {
    List<String> wrong = new ArrayList<>();
    for (Class<?> room : List.of(Till.class, Safekeeping.class)) {
      for (Method method : room.getMethods()) {
        boolean given =
            Arrays.stream(method.getParameterTypes())
                .anyMatch(it -> it == OperatorSession.class || it == Ticket.class);
        if (method.isAnnotationPresent(Unattended.class) && given) {
          wrong.add(method.getName());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Method> calls(Class<?> room) {
    return Arrays.stream(room.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic())
        .filter(it -> !Modifier.isStatic(it.getModifiers()))
        .filter(it -> !it.isAnnotationPresent(Unattended.class))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  /** Whether it got as far as an answer, a refusal, or a value that it did not like. */
  private static boolean tried(Method method, Object room, Map<Class<?>, Object> values)
      throws IllegalAccessException {
    Object[] arguments =
        Arrays.stream(method.getGenericParameterTypes()).map(it -> value(it, values)).toArray();
    try {
      method.invoke(room, arguments);
      return true;
    } catch (InvocationTargetException e) {
      return !(e.getCause() instanceof NullPointerException);
    }
  }

  private static @Nullable Object value(Type type, Map<Class<?>, Object> values) {
    Class<?> raw =
        type instanceof ParameterizedType it
            ? (Class<?>) it.getRawType()
            : type instanceof Class<?> it ? it : Object.class;
    if (raw == char[].class) {
      return new char[0]; // wiped by each
    }
    if (raw.isArray()) {
      return java.lang.reflect.Array.newInstance(raw.getComponentType(), 0);
    }
    if (raw.isEnum()) {
      return raw.getEnumConstants()[0];
    }
    return values.get(raw);
  }

  private static List<Entry> since(Bench bench, long before) {
    List<Entry> entries = new ArrayList<>();
    bench.till.journal().read(before + 1, bench.till.journal().headSeq(), entries::add);
    return entries;
  }

  /** The till, and whatever it gives that has calls of its own. */
  private static Map<Class<?>, Object> rooms(Till till, Map<Class<?>, Object> values)
      throws IllegalAccessException {
    Map<Class<?>, Object> rooms = new LinkedHashMap<>();
    rooms.put(Till.class, till);
    rooms.put(Ticket.class, Objects.requireNonNull(values.get(Ticket.class)));
    for (Object from : List.of(till, till.access())) {
      rooms.put(from.getClass(), from);
      for (Method method : calls(from.getClass())) {
        Class<?> type = method.getReturnType();
        boolean room =
            ROOMS.contains(type.getPackageName())
                && Modifier.isFinal(type.getModifiers())
                && !type.isRecord()
                && !type.isEnum()
                && type != Till.class
                && type != Ticket.class
                && type != OperatorSession.class;
        if (room) {
          Object[] arguments =
              Arrays.stream(method.getGenericParameterTypes())
                  .map(it -> value(it, values))
                  .toArray();
          try {
            rooms.put(type, Objects.requireNonNull(method.invoke(from, arguments)));
          } catch (InvocationTargetException e) {
            throw new AssertionError("no room behind " + method, e.getCause());
          }
        }
      }
    }
    return rooms;
  }

  private Map<Class<?>, Object> values(
      Bench bench, CompletedSale sold, Ticket open, OperatorSession nobody) {
    Map<Class<?>, Object> values = new HashMap<>();
    String payment = sold.tenders().get(0).payment();
    Money pound = Bench.pounds("1.00");
    for (Object each :
        List.of(
            nobody,
            open,
            sold.id(),
            PaymentKey.parse(Objects.requireNonNull(payment)),
            "max",
            Duration.ofMillis(50),
            Instant.EPOCH,
            Quantity.of(1),
            Bench.item("tea", "1.00"),
            Discount.percent(10, "regular"),
            dev.tillwright.core.access.Facts.of(pound),
            new Refund(pound, Bench.pounds("0.00"), 0),
            dev.tillwright.core.order.ShopOrders.teas("1"),
            dev.tillwright.core.order.ShopOrders.id("1"),
            InvoiceBuyer.of("Huang Trading", "91310000MA1K"),
            dev.tillwright.core.access.AuditRules.usual(),
            new dev.tillwright.core.access.Operator("eve", "Eve", "manager"),
            new dev.tillwright.core.access.Revocation(
                dev.tillwright.core.access.Revocable.OPERATOR, "ann", "spite"),
            dev.tillwright.core.settings.Settings.of("prices"))) {
      values.put(each.getClass(), each);
    }
    values.put(Money.class, pound);
    values.put(SaleId.class, sold.id());
    values.put(Item.class, Bench.item("tea", "1.00"));
    values.put(Path.class, dir.resolve("out"));
    values.put(Tender.class, Tender.cash(Bench.pounds("20.00")));
    values.put(List.class, List.of());
    values.put(Set.class, Set.of());
    values.put(Optional.class, Optional.empty());
    values.put(UnaryOperator.class, UnaryOperator.identity());
    values.put(Function.class, Function.identity());
    values.put(long.class, 1L);
    values.put(int.class, 1);
    values.put(boolean.class, true);
    values.put(Object.class, "x");
    values.put(Permission.class, Permission.SELL);
    return values;
  }
}
