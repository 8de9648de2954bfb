package io.tradeboard.trade;

import java.util.List;

/** Names for any number of mock traders: a list of invented handles, then the same with numbers. */
public final class TraderNames {
    private static final List<String> HANDLES = List.of("""
            atlas-fund, moving-whale, kestrel, mira.k, orion_desk, 東京トレーダー, blue-heron, delta9, northwind,
            quiet_storm, kappa.cap, tidewater, Zoë, redfox, lambda-lab, ivory.tower, slowhand, basis_point,
            harbor-light, nina.v, gamma_ray, old-oak, ledgerline, pico, Müller & Söhne, saltmarsh, vega.desk,
            tortoise, night_shift, copperfield, juno, arb-otter, sam.t, granite_cap, wolfpack7, paper-hands,
            Алексей, silverpine, theta_gang, loon, first-light, mako, bright.side, zero_sum, cedar-hill,
            ravenna, dr.spread, hodl_harriet, longview, tick-tock, sable, amber.fund, dusty_road, second-wind,
            pelican, yuki.m, maker_only, fjord-capital, bluejay, iron.condor, quant_cat, stone-bridge, lynx,
            omar.d, sunday_trader, ember, high-tide, carry.on, Ōtani, rustbelt, odd_lot, mistral, grey-area,
            lucky.seven, pivot, deep_book, sparrow, hill-street, eva.r, monsoon, rho_capital, fast-fingers,
            walnut, bid.side, late_lunch, cobalt, east-gate, tomas.b, thin_ice, heron-bay, velvet, slate.peak,
            snow_line, small-cap, marlin, kofi.a, market_mouse, lone-pine, zephyr, round.trip, stop_loss_sue,
            last-look, quartz, ines.p""".split(",\\s"));

    private TraderNames() {}

    /** The name of the trader with that index, from 0; different for each index. */
    public static String of(int index) {
        String handle = HANDLES.get(index % HANDLES.size());
        int round = index / HANDLES.size();
        return round == 0 ? handle : handle + "-" + (round + 1);
    }
}
