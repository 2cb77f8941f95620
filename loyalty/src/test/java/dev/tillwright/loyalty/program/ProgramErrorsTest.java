package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.loyalty.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that a program cannot say, with the place the message names. */
class ProgramErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema\": 1 | \"schema\": 2 | /schema",
        "\"schema\": 1 | \"schema\": 1, \"colour\": 1 | /colour",
        "\"corner-club\" | \"Corner Club\" | /program",
        "\"version\": 1 | \"version\": 0 | /version",
        "\"version\": 1 | \"version\": 3000000000 | /version",
        "\"Europe/London\" | \"Europe/Nowhere\" | /zone",
        "\"GBP\" | \"XXX\" | /currency",
        "\"GBP\" | \"pounds\" | /currency",
        "\"zh\": \"街角会员\" | \"Chinese\": \"x\" | /text/Chinese",
        "\"TOTAL\" | \"ALL\" | /base/amount",
        "[\"POINTS\"] | [\"points\"] | /base/excludeTenders",
        "\"DOWN\" | \"FLOOR\" | /rounding/mode",
        "\"DOWN\" | \"SIDEWAYS\" | /rounding/mode",
        "\"BASKET\"} | \"ROW\"} | /rounding/level",
        "\"ADD\" | \"PLUS\" | /multipliers",
        "\"minor\": 100, \"min\": 100 | \"minor\": 100, \"min\": 150 | /worth/min",
        "\"minor\": 100, \"min\" | \"minor\": 1, \"step\": 10, \"min\" | document",
        "\"minor\": 100, \"min\": 100, \"step\": 100 | \"minor\": 1, \"min\": 10, \"step\": 10 |"
            + " /worth/step",
        "\"minor\": 100 | \"minor\": 0 | /worth/minor",
        "\"limits\": [{\"per\": \"TRANSACTION\", \"points\": 500}], | \"limits\": [{\"per\":"
            + " \"DECADE\", \"points\": 500}], | /limits/0/per",
        "\"limits\": [{ | \"limits\": [{\"per\": \"TRANSACTION\", \"points\": 5}, { | /limits",
        "\"rules\": [ | \"rules\": [], \"text\": [ | document",
        "\"id\": \"spend\" | \"id\": \"no-points\" | /rules/1/id",
        "\"id\": \"spend\" | \"id\": \"Spend!\" | /rules/1/id",
        "\"scope\": \"BASKET\" | \"scope\": \"ORDER\" | /rules/1/scope",
        "\"type\": \"any\" | \"type\": \"some\" | /rules/0/when/type",
        "[\"POST\", \"BANK CHARGES\"] | [] | /rules/0/when/of/1/values",
        "[\"POST\", \"BANK CHARGES\"] | [\"POST\", \"POST\"] | /rules/0/when/of/1/values",
        "\"line.code\", \"values\": [\"POST\" | \"line.colour\", \"values\": [\"POST\" |"
            + " /rules/0/when/of/1/field",
        "\"line.code\", \"values\": [\"POST\" | \"line.total\", \"values\": [\"POST\" |"
            + " /rules/0/when/of/1/field",
        "\"per\": \"1.00\" | \"per\": \"1.001\" | /rules/1/then/0/per",
        "\"per\": \"1.00\" | \"per\": \"0\" | /rules/1/then/0/per",
        "\"per\": \"1.00\" | \"per\": \"one\" | /rules/1/then/0/per",
        "\"points\": \"1\" | \"points\": \"0.0000001\" | /rules/1/then/0/points",
        "\"points\": \"1\" | \"points\": \"-1\" | /rules/1/then/0/points",
        "\"2010-01-01T00:00\" | \"last year\" | /rules/2/effective/from",
        "\"2010-01-01T00:00\" | \"2010-01-01T00:00\", \"to\": \"2010-01-01T00:00\" |"
            + " /rules/2/effective/to",
        "[\"TUE\"] | [\"TUESDAY\"] | /rules/2/when/days",
        "[\"TUE\"] | [] | /rules/2/when/days",
        "[\"TUE\"] | [\"TUE\", \"TUE\"] | /rules/2/when/days",
        "[\"TUE\"] | [\"TUE\"], \"from\": \"9\" | /rules/2/when/from",
        "[\"TUE\"] | [\"TUE\"], \"from\": \"09:00\", \"to\": \"09:00\" | /rules/2/when/to",
        "\"factor\": \"2\" | \"factor\": \"1\" | /rules/2/then/0/factor",
        "\"of\": [\"spend\"] | \"of\": [] | /rules/2/then/0/of",
        "\"of\": [\"spend\"] | \"of\": [\"nothing\"] | /rules/2/then",
        "\"of\": [\"spend\"] | \"of\": [\"no-points\"] | /rules/2/then",
        "\"points\": 20} | \"points\": \"20\"} | /rules/3/then/0/points",
        "{\"type\": \"exclude\"} | {\"type\": \"exclude\"}, {\"type\": \"earnFixed\", \"points\":"
            + " 1} | /rules/0/then",
        "[{\"type\": \"exclude\"}] | [] | /rules/0/then",
        "[{\"type\": \"exclude\"}] | [{\"type\": \"exclude\"}], \"limits\": [{\"per\":"
            + " \"TRANSACTION\", \"points\": 1}] | /rules/0/limits",
      })
  void error_namesThePlace(String said, String instead, String place) {
    String text = Programs.cornerClubText();
    assertThat(text).contains(said);
    int at = text.indexOf(said);
    String broken = text.substring(0, at) + instead + text.substring(at + said.length());
    assertThatThrownBy(() -> Program.parse(broken))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'range','field':'line.total'} | /rules/0/when/min",
        "{'type':'range','field':'line.total','min':'5','below':'5'} | /rules/0/when/below",
        "{'type':'range','field':'line.total','min':'5.001'} | /rules/0/when/min",
        "{'type':'range','field':'line.code','min':'5'} | /rules/0/when/field",
        "{'type':'all','of':[]} | /rules/0/when/of",
        "{'type':'not','of':{'type':'in','field':'terminal','values':['a'],'x':1}} |"
            + " /rules/0/when/of/x",
      })
  void condition_thatCannotBe_isRefused(String when, String place) {
    assertThatThrownBy(
            () ->
                Programs.of(
                    "GBP",
                    "{'id':'r','scope':'LINE','when':"
                        + when
                        + ",'then':[{'type':'earnFixed','points':1}]}"))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place + ": ");
  }

  @Test
  void basketScope_withLineCondition_isRefused() {
    assertThatThrownBy(
            () ->
                Programs.of(
                    "GBP",
                    "{'id':'r','scope':'BASKET','when':{'type':'not','of':{'type':'in',"
                        + "'field':'line.code','values':['a']}},"
                        + "'then':[{'type':'earnFixed','points':1}]}"))
        .hasMessageStartingWith("/rules/0/scope: ");
  }

  @Test
  void exclusion_thatDependsOnTheBasketTotal_isRefused() {
    assertThatThrownBy(
            () ->
                Programs.of(
                    "GBP",
                    "{'id':'r','scope':'BASKET','when':{'type':'range','field':'basket.total',"
                        + "'min':'5'},'then':[{'type':'exclude'}]}"))
        .hasMessageStartingWith("/rules/0/when: ");
  }
}
