package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.ledger.LedgerQueries;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row E13: what is known of a member cannot be reached beside the gate and the export. The rules of
 * who may call whom stand in the house's test; here it is tried, through every public door.
 */
class NoOtherPathTest {
  private static final String PACKAGE = "dev.tillwright.loyalty.member";
  private static final String PHONE = "+447700900123";

  @TempDir Path dir;

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes =
        Path.of(Members.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve(PACKAGE.replace('.', '/'));
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path each : files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
        String name = each.getFileName().toString().replace(".class", "");
        if (!name.equals("package-info")) {
          Class<?> type = Class.forName(PACKAGE + "." + name);
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  @Test
  void noPublicMethod_givesOutAProfileOrAMessage() throws Exception {
    Set<String> doors = new TreeSet<>();
    List<Class<?>> types = publicTypes();
    assertThat(types).hasSizeGreaterThan(30);
    for (Class<?> type : types) {
      for (Method each : type.getDeclaredMethods()) {
        boolean visible =
            Modifier.isPublic(each.getModifiers()) || Modifier.isProtected(each.getModifiers());
        String gives = each.getGenericReturnType().getTypeName();
        if (visible && (gives.contains("Profile") || gives.contains("ContactMessage"))) {
          doors.add(type.getSimpleName() + "." + each.getName());
        }
      }
    }
    assertThat(doors)
        .as("a carrier's own outbox, and what is filled in by who knows it")
        .containsExactly(
            "Builder.birthday",
            "Builder.build",
            "Builder.email",
            "Builder.language",
            "Builder.name",
            "Builder.push",
            "Builder.sms",
            "Builder.voice",
            "Builder.wechat",
            "Builder.zone",
            "Profile.builder",
            "VirtualSender.delivered");
  }

  @Test
  void whatGoesIn_hasNoAccessor() {
    assertThat(publicNames(Profile.class)).containsExactly("builder", "toString");
    assertThat(publicNames(Identifier.class))
        .containsExactly(
            "app", "card", "equals", "hashCode", "kind", "partner", "phone", "qr", "toString");
    assertThat(publicNames(Enrolment.class)).containsExactly("by", "toString");
    for (Class<?> each : List.of(Profile.class, Identifier.class, Enrolment.class)) {
      for (var field : each.getDeclaredFields()) {
        boolean secret = !Modifier.isStatic(field.getModifiers());
        assertThat(!secret || Modifier.isPrivate(field.getModifiers()))
            .as(field.getName())
            .isTrue();
      }
    }
    assertThat(ContactMessage.class.getConstructors()).isEmpty();
  }

  private static Set<String> publicNames(Class<?> type) {
    Set<String> names = new TreeSet<>();
    for (Method each : type.getDeclaredMethods()) {
      if (Modifier.isPublic(each.getModifiers()) && !each.isSynthetic()) {
        names.add(each.getName());
      }
    }
    return names;
  }

  @Test
  void walkingThroughEveryPublicDoor_findsNothingOfThePerson() throws Exception {
    try (MemberShop shop = new MemberShop(dir, MemberShop.policy())) {
      MemberId ann = shop.agreed(PHONE);
      ContactAnswer answer = shop.ask("k1", ann, Channel.SMS, Purpose.MARKETING);
      MemberQueries queries = shop.members.queries();
      List<Object> roots = new ArrayList<>();
      roots.addAll(
          List.of(
              shop.members,
              shop.gate,
              queries,
              answer,
              queries.find(ann),
              queries.statements(ann, 100),
              queries.contacts(ann, 100),
              queries.duplicates(10),
              queries.current(ann),
              MemberShop.profile(PHONE, MemberShop.LONDON),
              Identifier.phone(PHONE),
              Enrolment.by(Identifier.phone(PHONE)).build(),
              MemberShop.policy()));
      shop.entries("")
          .forEach(
              entry -> {
                roots.add(entry);
                roots.add(MemberEntries.read(entry));
                roots.add(ContactEntries.read(entry));
              });
      roots.add(
          MemberCounter.over(shop.members, new LedgerQueries(shop.database))
              .open(shop.database, Runnable::run));
      Walk walk = new Walk();
      roots.forEach(walk::add);
      walk.go();
      assertThat(walk.seen.size()).isGreaterThan(100);
      assertThat(walk.texts)
          .isNotEmpty()
          .noneMatch(
              text ->
                  text.contains("900123")
                      || text.contains("Bloggs")
                      || text.contains("example.org")
                      || text.contains("form 77"));
    }
  }

  /** Everything that public methods without arguments answer, and what those answer, and so on. */
  private static final class Walk {
    private static final int MOST = 20_000;
    final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    final List<String> texts = new ArrayList<>();
    private final Deque<Object> next = new ArrayDeque<>();

    void add(Object each) {
      if (each != null && seen.size() < MOST && seen.add(each)) {
        next.add(each);
      }
    }

    void go() throws ReflectiveOperationException, IOException {
      while (!next.isEmpty()) {
        Object at = next.remove();
        texts.add(at.toString());
        if (at instanceof Iterable<?> many) {
          many.forEach(this::add);
        } else if (at instanceof Map<?, ?> map) {
          map.keySet().forEach(this::add);
          map.values().forEach(this::add);
        } else if (at instanceof Optional<?> maybe) {
          maybe.ifPresent(this::add);
        } else if (at.getClass().getName().startsWith("dev.tillwright.")
            && isPublic(at.getClass())) {
          doors(at);
        }
      }
    }

    private void doors(Object at) throws ReflectiveOperationException {
      for (Method each : at.getClass().getMethods()) {
        boolean asks =
            each.getParameterCount() == 0
                && each.getReturnType() != void.class
                && !Modifier.isStatic(each.getModifiers())
                && each.getDeclaringClass() != Object.class;
        if (asks) {
          try {
            add(each.invoke(at));
          } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(RuntimeException.class);
            texts.add(String.valueOf(e.getCause()));
          }
        }
      }
    }
  }

  @Test
  void sendersTextInAnException_reachesNobody() {
    try (MemberShop shop = new MemberShop(dir, MemberShop.policy())) {
      MemberId ann = shop.agreed(PHONE);
      ContactSender telling =
          new ContactSender() {
            @Override
            public Channel channel() {
              return Channel.SMS;
            }

            @Override
            public ContactOutcome send(ContactMessage message, Duration deadline) {
              throw new IllegalStateException("could not reach " + message.address());
            }
          };
      ContactDesk gate =
          ContactDesk.over(shop.members, MemberShop.policy(), Runnable::run).sender(telling).open();
      ContactAnswer answer =
          gate.ask(
              MemberShop.request("k1", ann, Channel.SMS, Purpose.MARKETING), MemberShop.PATIENCE);
      assertThat(MemberShop.outcome(answer)).contains(ContactOutcome.UNKNOWN);
      assertThat(shop.entries("")).noneMatch(entry -> entry.payload().contains("900123"));
    }
  }
}
