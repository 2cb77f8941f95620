package dev.tillwright.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.loyalty.member.ContactSender;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The house's floors: who may import whom. */
class HouseTest {
  private static final String ROOT = "dev.tillwright.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tillwright");

  /** Each package of core stands on a floor and may import those on lower ones. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("money", 0),
          Map.entry("monitor", 0),
          Map.entry("card", 0),
          Map.entry("contract", 0),
          Map.entry("csv", 0),
          Map.entry("json", 0),
          Map.entry("store", 0),
          Map.entry("tlv", 0),
          Map.entry("basket", 1),
          Map.entry("iso8583", 1),
          Map.entry("qr", 1),
          Map.entry("journal", 2),
          Map.entry("sale", 2),
          Map.entry("access", 3),
          Map.entry("checkpoint", 3),
          Map.entry("order", 3),
          Map.entry("payment", 3),
          Map.entry("risk", 3),
          Map.entry("catalogue", 4),
          Map.entry("central", 4),
          Map.entry("dispute", 4),
          Map.entry("settings", 3),
          Map.entry("shared", 3),
          Map.entry("backup", 4),
          Map.entry("host", 4),
          Map.entry("receipt", 4),
          Map.entry("reconcile", 4),
          Map.entry("report", 4),
          Map.entry("stock", 4),
          Map.entry("watch", 4),
          Map.entry("till", 5));

  /** On one floor, these may look sideways. */
  private static final Map<String, Set<String>> SIDEWAYS =
      Map.ofEntries(
          Map.entry("money", Set.of("")),
          Map.entry("card", Set.of("")),
          Map.entry("json", Set.of("")),
          Map.entry("store", Set.of("")),
          Map.entry("tlv", Set.of("")),
          Map.entry("access", Set.of("checkpoint")),
          Map.entry("dispute", Set.of("receipt")),
          Map.entry("sale", Set.of("journal")),
          Map.entry("reconcile", Set.of("host")),
          Map.entry("report", Set.of("stock")),
          Map.entry("risk", Set.of("access", "payment", "settings")),
          Map.entry("watch", Set.of("reconcile")));

  @Test
  void corePackages_importOnlyLowerFloors() {
    Map<String, Set<String>> broken = new TreeMap<>();
    for (JavaClass from : CLASSES) {
      String room = room(from);
      if (room == null) {
        continue;
      }
      from.getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                String to = room(dependency.getTargetClass().getBaseComponentType());
                if (to != null && !to.equals(room) && !allowed(room, to)) {
                  broken
                      .computeIfAbsent(room + " -> " + to, key -> new TreeSet<>())
                      .add(from.getSimpleName());
                }
              });
    }
    assertThat(broken).isEmpty();
  }

  private static boolean allowed(String from, String to) {
    int here = floor(from);
    int there = floor(to);
    return there < here || SIDEWAYS.getOrDefault(from, Set.of()).contains(to);
  }

  private static int floor(String room) {
    Integer floor = FLOORS.get(room);
    if (floor == null) {
      throw new AssertionError("the package core." + room + " stands on no floor");
    }
    return floor;
  }

  private static @Nullable String room(JavaClass type) {
    String name = type.getPackageName();
    String core = ROOT + "core";
    if (name.equals(core)) {
      return "";
    }
    if (!name.startsWith(core + ".")) {
      return null;
    }
    return name.substring(core.length() + 1).replaceFirst("\\..*", "");
  }

  @Test
  void siblings_neverSeeEachOther() {
    for (String sibling : List.of("crypto", "loyalty", "device")) {
      String[] others =
          List.of("crypto", "loyalty", "device", "examples").stream()
              .filter(other -> !other.equals(sibling))
              .map(other -> ROOT + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + sibling + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLASSES);
    }
  }

  @Test
  void core_seesNoSibling() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "crypto..", ROOT + "loyalty..", ROOT + "device..")
        .check(CLASSES);
  }

  @Test
  void publicSignatures_showNoTypeOfAHiddenLibrary() {
    classes()
        .that()
        .resideInAnyPackage(
            ROOT + "core..", ROOT + "crypto..", ROOT + "loyalty..", ROOT + "device..")
        .and()
        .arePublic()
        .should(showOnlyOurTypes())
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> showOnlyOurTypes() {
    DescribedPredicate<JavaClass> hidden =
        JavaClass.Predicates.resideInAnyPackage(
            "com.fasterxml..", "org.bouncycastle..", "com.sun.jna..", "com.google.zxing..");
    return new ArchCondition<>("show no Jackson, Bouncy Castle, JNA or zxing type") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaMember member : type.getMembers()) {
          boolean visible =
              member.getModifiers().contains(JavaModifier.PUBLIC)
                  || member.getModifiers().contains(JavaModifier.PROTECTED);
          if (visible && member instanceof JavaMethod method && shows(method, hidden)) {
            events.add(SimpleConditionEvent.violated(member, member.getFullName()));
          }
        }
      }
    };
  }

  private static boolean shows(JavaMethod method, DescribedPredicate<JavaClass> hidden) {
    return hidden.test(method.getRawReturnType())
        || method.getRawParameterTypes().stream().anyMatch(hidden);
  }

  @Test
  void pictures_areDrawnOnlyWhereItIsSaid() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "core..", ROOT + "crypto..", ROOT + "loyalty..", ROOT + "device..")
        .and()
        .resideOutsideOfPackages(ROOT + "device.virtual..", ROOT + "device.draw..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..")
        .check(CLASSES);
  }

  @Test
  void membersData_hasOneWayOut() {
    String member = ROOT + "loyalty.member.";
    onlyFrom(Set.of("Sending"), ContactSender.class, "send");
    // Feedback opens what members wrote to it: their words, under a context of its own.
    onlyFrom(Set.of("MemberSeals", "FeedbackDesk"), Sealer.class, "open", ROOT + "loyalty..");
    for (JavaClass from : CLASSES) {
      from.getCodeUnitCallsFromSelf()
          .forEach(
              call -> {
                String owner = call.getTargetOwner().getName();
                String name = call.getTarget().getName();
                String by = from.getSimpleName();
                boolean opens =
                    owner.equals(member + "MemberSeals")
                        && Set.of("profile", "value", "proof", "words").contains(name);
                boolean makes = owner.equals(member + "ContactMessage") && name.equals("<init>");
                if (opens) {
                  assertThat(by).isIn("ContactDesk", "MemberExport");
                }
                if (makes) {
                  assertThat(by).isEqualTo("ContactDesk");
                }
              });
    }
  }

  private static void onlyFrom(Set<String> callers, Class<?> port, String method) {
    onlyFrom(callers, port, method, "dev.tillwright..");
  }

  private static void onlyFrom(Set<String> callers, Class<?> port, String method, String where) {
    Set<String> found = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      if (JavaClass.Predicates.resideInAPackage(where).test(from)) {
        from.getMethodCallsFromSelf().stream()
            .filter(call -> call.getTargetOwner().isAssignableTo(port))
            .filter(call -> call.getTarget().getName().equals(method))
            .forEach(call -> found.add(from.getSimpleName()));
      }
    }
    assertThat(found).as(port.getSimpleName() + "." + method).isEqualTo(callers);
  }
}
