package io.tradeboard.serve;

import java.util.List;

/** The page of one trader. */
record TraderPage(String name, String avatar, String lead, Find find, List<PlaceView> places) {}
