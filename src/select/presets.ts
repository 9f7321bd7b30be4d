import { usage } from '../model/fault.js';
import type { AnyRule, Preset } from '../model/rule.js';
import { nearest } from '../text/nearest.js';
import { hasFixedCuts } from './leaves.js';
import { c4 } from './presets/c4.js';
import { c4AtDatatrove, c4AtDolma, c4AtRpv2, c4AtTfds, mc4 } from './presets/c4-variants.js';
import { celadon } from './presets/celadon.js';
import { chinesewebtext, chinesewebtext2, chinesewebtextCleaner } from './presets/chinesewebtext.js';
import { culturax } from './presets/culturax.js';
import { dclm, dclmBaseline, gopherAtDclm, refinedweb } from './presets/dclm.js';
import { dolma, gopherAtDolma } from './presets/dolma.js';
import { fineweb } from './presets/fineweb.js';
import { finewebAtDatatrove, finewebAtRelease, finewebEdu, finewebEdu2 } from './presets/fineweb-datatrove.js';
import { gneissweb } from './presets/gneissweb.js';
import { gopher } from './presets/gopher.js';
import { gopherAtDatatrove, gopherAtRelease } from './presets/gopher-datatrove.js';
import { nemo } from './presets/nemo.js';
import { openwebmath } from './presets/openwebmath.js';
import { ccnet, ccnetHead, gopherAtRpv2Card, gopherNatlang, gopherRep, lucie, rpv1 } from './presets/redpajama.js';
import { roots } from './presets/roots.js';
import { setu } from './presets/setu.js';
import { WITHOUT_CUTS } from './presets/without-cuts.js';
import { zyda } from './presets/zyda.js';

/** Every published recipe that can be chosen by name; `name@implementation` where several implementations measure it. */
export const PRESETS: readonly Preset<AnyRule>[] = [
  gopher, c4, fineweb,
  gopherAtDatatrove, gopherAtRelease, gopherAtDclm, gopherAtDolma, gopherAtRpv2Card, gopherNatlang, gopherRep,
  c4AtTfds, c4AtDatatrove, c4AtDolma, c4AtRpv2, mc4,
  finewebAtDatatrove, finewebAtRelease, finewebEdu, finewebEdu2,
  refinedweb, dclm, dclmBaseline, dolma, nemo, zyda, roots, culturax, gneissweb, chinesewebtext, chinesewebtextCleaner, chinesewebtext2, setu, openwebmath,
  ccnet, ccnetHead, rpv1, lucie, celadon,
  ...WITHOUT_CUTS,
];

/** Other names of presets: what they are short for. */
export const ALIASES: Readonly<Record<string, string>> = {
  'massivetext': 'gopher', 'gopher@rpv2': 'gopher', 'falcon': 'refinedweb', 'fineweb@head': 'fineweb@datatrove', 'nemo-curator': 'nemo', 'toxicity-commons': 'celadon',
};

/** Presets and their other names, in order: what a user may write. */
export const presetNames = (presets: readonly Preset<AnyRule>[] = PRESETS): string[] => {
  const names = presets.map(({ name }) => name);
  return [...names, ...Object.keys(ALIASES).filter((alias) => names.includes(ALIASES[alias]!))];
};

/** The preset of a name; under an alias it bears the alias, so that a verdict is found under the name that was asked for. */
export const presetNamed = (name: string, presets: readonly Preset<AnyRule>[] = PRESETS): Preset<AnyRule> | undefined => {
  const own = presets.find((preset) => preset.name === name);
  if (own || !Object.hasOwn(ALIASES, name)) return own;
  const meant = presets.find((preset) => preset.name === ALIASES[name]);
  return meant && { ...meant, name };
};

/**
 * The presets of these names, in their order, for judging pages one by one.
 * @throws Fault (usage), one line per unknown name and per preset whose cuts are quantiles
 */
export const presetsNamed = (names: readonly string[], presets: readonly Preset<AnyRule>[] = PRESETS): Preset[] => {
  const found = names.map((name) => [name, presetNamed(name, presets)] as const), fixed: Preset[] = [];
  const faults = found.flatMap(([name, preset]) => {
    if (!preset) return [unknownPreset(name, presets)];
    if (!hasFixedCuts(preset)) return [`preset ${name}: got cuts that are quantiles of a whole store, allowed fixed ones while pages stream; \`thresher select ${name}\` resolves them`];
    fixed.push(preset);
    return [];
  });
  if (faults.length) throw usage(...faults);
  return fixed;
};

/** The sentence about a name that no preset has. */
export const unknownPreset = (name: string, presets: readonly Preset<AnyRule>[] = PRESETS): string => {
  const meant = nearest(name, presetNames(presets));
  return `preset: got '${name}', allowed the names that \`thresher select --list\` prints${meant ? ` (did you mean ${meant}?)` : ''}`;
};
