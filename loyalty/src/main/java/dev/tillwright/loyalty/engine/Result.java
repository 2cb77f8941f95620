package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.loyalty.program.Program;
import java.util.List;
import java.util.Map;

/**
 * What the phases of one evaluation came to.
 *
 * @param program what was evaluated
 * @param facts on what
 * @param rules of the program, made ready
 * @param exclusions which positions took no part
 * @param lost which rules a group kept out
 * @param earned what each action earned exactly
 * @param rounded what each action earned in whole points
 * @param capped the same after the cuts of its rule
 * @param cuts what was kept back
 * @param points what is given
 * @param shares how it falls on the lines
 * @param extras the positions for which a rule gives something besides points, by its place
 * @param grants what is given besides
 * @param reviews why a person has to look
 */
record Result(
    Program program,
    Facts facts,
    List<CompiledRule> rules,
    Exclusions exclusions,
    List<Groups.Lost> lost,
    List<Earned> earned,
    List<Long> rounded,
    List<Long> capped,
    List<Cut> cuts,
    long points,
    List<PointsQuote.Share> shares,
    Map<Integer, List<Integer>> extras,
    List<PointsQuote.Grant> grants,
    List<String> reviews) {}
