package io.tradeboard.serve;

/**
 * A row of a table as it is written on a page.
 *
 * @param place its rank, as a number
 * @param rank the same with a mark where it is shared
 * @param name of the trader, as it is shown
 * @param avatar an SVG element
 * @param compact the volume in a few characters
 * @param share a percentage, or a dash
 * @param sharePercent how long the bar of the share is, from 0 to 100
 * @param gap to the next higher volume
 * @param passIn when the trader passes the next one at this pace; empty where it does not
 * @param bars the path of the last hour's bars in a box of 60 x 20; empty where nothing is known of it
 * @param lastHour what was traded in it; empty where it is not known
 */
record RowView(
        int place,
        String rank,
        String name,
        String link,
        String avatar,
        Movement movement,
        String volume,
        String compact,
        String share,
        String sharePercent,
        String gap,
        String passIn,
        String bars,
        String lastHour) {}
