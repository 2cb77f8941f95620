package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The kit for vaults against broken ones: each defect is found by the check that names it. */
class VaultContractDefectsTest {
  private static final TokenDomain SHOP = TokenDomain.of("shop");

  /** What a method answers instead; {@code sound} gives what it should. */
  private interface Defect {
    Object answer(TokenVault vault, Object[] arguments, Sound sound) throws Throwable;
  }

  private interface Sound {
    Object answer() throws Throwable;
  }

  @Test
  void aSoundVault_passes() {
    assertThat(failed("none", (vault, arguments, sound) -> sound.answer())).isEmpty();
  }

  @Test
  void settingsAndRecords_areHeldToTheirPlaces() {
    finds("setting_", "keepOnce", (vault, arguments, sound) -> arguments[1]);
    finds(
        "setting_",
        "keepOnce",
        (vault, arguments, sound) -> vault.keepOnce("one for all", (String) arguments[1]));
    finds(
        "record_isFound",
        "findByIndex",
        (vault, arguments, sound) -> vault.findByIndex(SHOP, (String) arguments[1]));
    finds(
        "record_isFound",
        "findByToken",
        (vault, arguments, sound) -> vault.findByToken(SHOP, (Token) arguments[1]));
    finds("record_isFound", "findByIndex", (vault, arguments, sound) -> Optional.empty());
    finds("record_isFound", "findByToken", (vault, arguments, sound) -> Optional.empty());
    finds("record_isFound", "putIfAbsent", (vault, arguments, sound) -> false);
    finds("record_withAn", "putIfAbsent", (vault, arguments, sound) -> sound.answer() != null);
    finds(
        "record_withAn",
        "putIfAbsent",
        (vault, arguments, sound) ->
            ((VaultRecord) arguments[0]).domain().equals(SHOP) && (boolean) sound.answer());
    finds("racers_forOneIndex", "putIfAbsent", (vault, arguments, sound) -> sound.answer() != null);
  }

  @Test
  void batchesAndReplacements_areHeldToTheirAnswers() {
    finds(
        "batch_",
        "putAll",
        (vault, arguments, sound) -> {
          List<?> kept = (List<?>) sound.answer();
          return Collections.nCopies(kept.size(), true);
        });
    finds(
        "batch_",
        "putAll",
        (vault, arguments, sound) -> {
          List<VaultRecord> records = records(arguments[0]);
          List<Boolean> kept = new ArrayList<>(vault.putAll(records.subList(0, half(records))));
          IntStream.range(kept.size(), records.size()).forEach(i -> kept.add(i == 3));
          return kept;
        });
    finds("replace_", "replace", (vault, arguments, sound) -> sound.answer() != null);
    finds("replace_", "replace", (vault, arguments, sound) -> false);
    finds("replace_", "replace", (vault, arguments, sound) -> true);
    finds("ended_", "replace", (vault, arguments, sound) -> true);
    finds("ended_", "findByIndex", (vault, arguments, sound) -> anyRecord(vault));
  }

  @Test
  void admissions_areHeldToTheirRecords() {
    finds("admission_", "admit", (vault, arguments, sound) -> sound.answer() != null);
    finds("admission_", "admit", (vault, arguments, sound) -> false);
    finds(
        "admission_",
        "admit",
        (vault, arguments, sound) -> {
          vault.record((AccessRecord) arguments[1]);
          return true;
        });
    finds(
        "admission_",
        "admit",
        (vault, arguments, sound) -> {
          VaultRecord expected = (VaultRecord) arguments[0];
          return !expected.life().singleUse()
              || vault.replace(expected, expected.ended(TokenStatus.USED));
        });
    finds(
        "admission_",
        "admit",
        (vault, arguments, sound) -> {
          boolean many = !((VaultRecord) arguments[0]).life().singleUse();
          if (many) {
            vault.record((AccessRecord) arguments[1]);
          }
          return many || (boolean) sound.answer();
        });
    finds("racers_forOneUse", "admit", (vault, arguments, sound) -> sound.answer() != null);
    finds(
        "racers_forOneUse",
        "admit",
        (vault, arguments, sound) -> {
          vault.record((AccessRecord) arguments[1]);
          return sound.answer();
        });
  }

  @Test
  void listsAndCounts_areHeldToTheirBounds() {
    finds(
        "firstFree_",
        "firstFree",
        (vault, arguments, sound) -> OptionalLong.of((long) arguments[2]));
    finds("firstFree_", "firstFree", (vault, arguments, sound) -> OptionalLong.empty());
    finds(
        "firstFree_",
        "firstFree",
        (vault, arguments, sound) ->
            vault.firstFree(SHOP, (String) arguments[1], (long) arguments[2], (long) arguments[3]));
    finds(
        "firstFree_",
        "firstFree",
        (vault, arguments, sound) ->
            vault.firstFree(
                (TokenDomain) arguments[0], (String) arguments[1], (long) arguments[2], 99));
    finds(
        "sealedByOthers_",
        "sealedByOthers",
        (vault, arguments, sound) ->
            vault.sealedByOthers(SHOP, (String) arguments[1], Optional.empty(), 2));
    finds(
        "sealedByOthers_",
        "sealedByOthers",
        (vault, arguments, sound) -> vault.sealedByOthers(SHOP, "", token(arguments[2]), 2));
    finds(
        "sealedByOthers_",
        "sealedByOthers",
        (vault, arguments, sound) ->
            vault.sealedByOthers(SHOP, (String) arguments[1], token(arguments[2]), 9));
    finds("expired_", "endExpired", (vault, arguments, sound) -> 0);
    finds(
        "expired_",
        "endExpired",
        (vault, arguments, sound) -> vault.endExpired(SHOP, (Instant) arguments[1], 9));
    finds(
        "expired_",
        "endExpired",
        (vault, arguments, sound) ->
            vault.endExpired(SHOP, ((Instant) arguments[1]).plusSeconds(9), 2));
    finds("messages_", "countMessages", (vault, arguments, sound) -> true);
    finds("messages_", "countMessages", (vault, arguments, sound) -> false);
    finds(
        "messages_",
        "countMessages",
        (vault, arguments, sound) ->
            vault.countMessages("one", (long) arguments[1], (long) arguments[2]));
    finds(
        "messages_",
        "countMessages",
        (vault, arguments, sound) ->
            vault.countMessages(
                (String) arguments[0], (long) arguments[1], (long) arguments[2] - 1));
    finds("messages_", "messages", (vault, arguments, sound) -> 0L);
    finds("messages_", "messages", (vault, arguments, sound) -> vault.messages("one"));
    finds("accesses_", "accesses", (vault, arguments, sound) -> List.of());
    finds(
        "accesses_",
        "accesses",
        (vault, arguments, sound) -> {
          List<Object> reversed = new ArrayList<>((List<?>) sound.answer());
          Collections.reverse(reversed);
          return reversed;
        });
    finds(
        "accesses_",
        "accesses",
        (vault, arguments, sound) -> vault.accesses(SHOP, (Token) arguments[1], 10));
    finds(
        "accesses_",
        "accesses",
        (vault, arguments, sound) -> (int) arguments[2] < 1 ? List.of() : sound.answer());
  }

  private static int half(List<?> list) {
    return list.size() / 2;
  }

  @SuppressWarnings("unchecked")
  private static List<VaultRecord> records(Object argument) {
    return (List<VaultRecord>) argument;
  }

  @SuppressWarnings("unchecked")
  private static Optional<Token> token(Object argument) {
    return (Optional<Token>) argument;
  }

  private static Optional<VaultRecord> anyRecord(TokenVault vault) {
    return vault.findByToken(SHOP, Token.of("tok_1"));
  }

  private static void finds(String check, String method, Defect defect) {
    assertThat(failed(method, defect)).anyMatch(name -> name.startsWith(check));
  }

  private static List<String> failed(String method, Defect defect) {
    return TokenVaultContract.checks(() -> broken(method, defect)).stream()
        .filter(check -> check.run() instanceof CheckResult.Failed)
        .map(Check::name)
        .toList();
  }

  private static TokenVault broken(String name, Defect defect) {
    TokenVault sound = new InMemoryTokenVault();
    return (TokenVault)
        Proxy.newProxyInstance(
            TokenVault.class.getClassLoader(),
            new Class<?>[] {TokenVault.class},
            (proxy, method, arguments) ->
                method.getName().equals(name)
                    ? defect.answer(sound, arguments, () -> call(sound, method, arguments))
                    : call(sound, method, arguments));
  }

  private static Object call(TokenVault vault, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(vault, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
