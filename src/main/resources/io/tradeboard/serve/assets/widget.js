// <trade-board symbol="BTC" depth="5"></trade-board> shows a board on any page, from the host of this script.

const BASE = import.meta.url.slice(0, import.meta.url.lastIndexOf("/assets/"));
const USUAL_DEPTH = 5;
const MOST_DEPTH = 100;
const LEAST_REFRESH_SECONDS = 5;
const USUAL_REFRESH_SECONDS = 60;
const RETRY_SECONDS = 30;

const style = new CSSStyleSheet();
style.replaceSync(`
    :host { display: block; container-type: inline-size; color-scheme: light dark; font: 16px/1.4 Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    :host([hidden]) { display: none; }
    :host([theme="light"]) { color-scheme: light; }
    :host([theme="dark"]) { color-scheme: dark; }
    section { border: 1px solid light-dark(#e1e4ee, #262b3b); border-radius: 14px; background: light-dark(#fff, #141722); color: light-dark(#12141f, #eef0f8); overflow: hidden; }
    header, footer { display: flex; align-items: baseline; justify-content: space-between; gap: 10px; padding: 12px 16px; }
    header a { color: inherit; font-weight: 750; font-size: 1.1em; text-decoration: none; }
    header a:hover, footer a:hover { text-decoration: underline; }
    footer, .state, .unit { color: light-dark(#585e74, #a3a9bf); font-size: .8em; }
    footer { padding-block: 8px; border-top: 1px solid light-dark(#e1e4ee, #262b3b); }
    footer a { color: inherit; }
    .state { font-weight: 700; white-space: nowrap; }
    .state.good { color: light-dark(#0a6b43, #62dba0); }
    .state.bad { color: light-dark(#ab2d17, #ff9b88); }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    td, th { padding: 7px 6px; text-align: start; font-weight: 450; }
    thead th { padding-block: 0; line-height: 0; }
    tbody tr > * { border-top: 1px solid light-dark(#e1e4ee, #262b3b); }
    tbody tr:first-child:not(.skeleton) { background: light-dark(#eef0ff, #1c2040); }
    .rank { width: 1%; padding-inline-start: 16px; font-weight: 750; text-align: end; white-space: nowrap; }
    .move { width: 1%; font-size: .8em; white-space: nowrap; }
    .up { color: light-dark(#0072b2, #6ec1f0); }
    .down { color: light-dark(#a34700, #f0b04a); }
    .who { max-width: 0; width: 60%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 620; }
    .volume, .share { width: 1%; text-align: end; white-space: nowrap; }
    .share { padding-inline-end: 16px; color: light-dark(#585e74, #a3a9bf); }
    .none { padding: 28px 16px; text-align: center; }
    .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .skeleton td { height: 36px; }
    .skeleton td > span { display: block; height: 16px; border-radius: 6px; background: light-dark(#e6e8f1, #262b3b); animation: breathe 1.4s ease-in-out infinite alternate; }
    @keyframes breathe { to { opacity: .4; } }
    @media (prefers-reduced-motion: reduce) { .skeleton td > span { animation: none; } }
    @container (max-width: 340px) { .share { display: none; } .volume { padding-inline-end: 16px; } }
`);

function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined) {
            made.setAttribute(key, value);
        }
    }
    made.append(...children);
    return made;
}

// Digits as they came: an amount is never made a number, which could not hold it.
function grouped(amount) {
    const [whole, decimals] = String(amount).split(".");
    const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return decimals === undefined ? groups : `${groups}.${decimals}`;
}

// All with as many decimals as the one that needs most.
function aligned(amounts) {
    const needed = amounts.map(amount => (String(amount).split(".")[1] ?? "").replace(/0+$/, "").length);
    const decimals = Math.max(Math.min(2, ...amounts.map(amount => (String(amount).split(".")[1] ?? "").length)), ...needed);
    return amounts.map(amount => {
        const [whole, rest = ""] = String(amount).split(".");
        return grouped(decimals > 0 ? `${whole}.${rest.padEnd(decimals, "0").slice(0, decimals)}` : whole);
    });
}

function movement(row) {
    if (typeof row.movement !== "number") {
        return row.movement === "NEW" ? { sign: "NEW", words: "new", tone: "up" } : { sign: "", words: "", tone: "" };
    }
    if (row.movement === 0) {
        return { sign: "=", words: "unchanged", tone: "" };
    }
    return row.movement > 0
        ? { sign: `▲${row.movement}`, words: `up ${row.movement}`, tone: "up" }
        : { sign: `▼${-row.movement}`, words: `down ${-row.movement}`, tone: "down" };
}

class TradeBoard extends HTMLElement {
    static observedAttributes = ["symbol", "depth"];

    #root = this.attachShadow({ mode: "open" });
    #timer = 0;
    #asked = 0;
    #shown = false;

    constructor() {
        super();
        this.#root.adoptedStyleSheets = [style];
    }

    connectedCallback() {
        this.#begin();
    }

    disconnectedCallback() {
        clearTimeout(this.#timer);
        this.#asked++;
    }

    attributeChangedCallback(name, before, after) {
        if (this.isConnected && before !== after) {
            this.#begin();
        }
    }

    get #symbol() {
        return this.getAttribute("symbol") ?? "";
    }

    get #depth() {
        const depth = Number.parseInt(this.getAttribute("depth") ?? "", 10);
        return Number.isNaN(depth) ? USUAL_DEPTH : Math.min(MOST_DEPTH, Math.max(1, depth));
    }

    #address(path) {
        const symbol = encodeURIComponent(this.#symbol);
        return this.#symbol.includes("/") ? `${BASE}${path}?symbol=${symbol}&` : `${BASE}${path}/${symbol}?`;
    }

    #begin() {
        this.#shown = false;
        if (!this.#symbol) {
            this.#none("This board needs a symbol.");
            return;
        }
        this.#skeleton();
        void this.#refresh();
    }

    async #refresh() {
        clearTimeout(this.#timer);
        const asked = ++this.#asked;
        let seconds = RETRY_SECONDS;
        try {
            const answer = await fetch(`${this.#address("/api/v1/boards")}depth=${this.#depth}`, {
                headers: { Accept: "application/json" },
                credentials: "omit",
                referrerPolicy: "no-referrer",
            });
            if (asked !== this.#asked) {
                return;
            }
            if (!answer.ok) {
                throw new Error(answer.status === 404 ? "There is no such board." : "The board is not available.");
            }
            const board = await answer.json();
            if (asked !== this.#asked) {
                return;
            }
            this.#draw(board);
            this.#shown = true;
            const age = /(?:^|[ ,])max-age=(\d+)/.exec(answer.headers.get("Cache-Control") ?? "");
            seconds = Math.max(LEAST_REFRESH_SECONDS, (age ? Number(age[1]) : USUAL_REFRESH_SECONDS) + 1);
        } catch (problem) {
            if (asked !== this.#asked) {
                return;
            }
            // What is shown stays; its time says how old it is.
            if (!this.#shown) {
                this.#none(problem instanceof TypeError ? "The board cannot be reached." : problem.message);
            }
        }
        this.#timer = setTimeout(() => void this.#refresh(), seconds * 1_000);
    }

    #frame(title, state, ...content) {
        const page = `${BASE}/?symbol=${encodeURIComponent(this.#symbol)}`;
        this.#root.replaceChildren(
            element("section", { "aria-label": `Top traders of ${title}` },
                element("header", {},
                    element("a", { href: page, target: "_blank", rel: "noopener" }, title),
                    state),
                ...content));
    }

    #skeleton() {
        const rows = Array.from({ length: this.#depth }, () =>
            element("tr", { class: "skeleton" }, element("td", { class: "rank" }), element("td", {}, element("span"))));
        this.#frame(this.#symbol, element("span", { class: "state" }, "LOADING"),
            element("table", { "aria-hidden": "true" }, element("tbody", {}, ...rows)));
    }

    #none(text) {
        this.#frame(this.#symbol, "", element("p", { class: "none" }, text));
    }

    #draw(board) {
        const title = board.name ?? board.symbol;
        const good = board.state === "LIVE" || board.state === "FINAL";
        const calm = board.state === "EMPTY" || board.state === "CLOSING" || board.state === "NOT_KEPT";
        const state = element("span",
            { class: `state ${good ? "good" : calm ? "" : "bad"}`, title: board.reason },
            String(board.state ?? "").replaceAll("_", " "));
        const volumes = aligned(board.rows.map(row => row.volume));
        const rows = board.rows.map((row, i) => {
            const moved = movement(row);
            const name = row.name ?? row.traderId;
            return element("tr", {},
                element("td", { class: "rank" }, `${row.rank}${row.tied ? "=" : ""}`),
                element("td", { class: `move ${moved.tone}` },
                    element("span", { "aria-hidden": "true" }, moved.sign),
                    element("span", { class: "sr" }, moved.words)),
                element("th", { class: "who", scope: "row", title: name }, element("bdi", {}, name)),
                element("td", { class: "volume" }, (row.capped ? "≥" : "") + volumes[i]),
                element("td", { class: "share" }, `${(100 * Number(row.share)).toFixed(1)}%`));
        });
        const table = element("table", {},
            element("caption", { class: "sr" }, `Top traders of ${title} by volume`),
            element("thead", {}, element("tr", {},
                ...["Rank", "Movement", "Trader", "Volume", "Share"].map(head =>
                    element("th", { scope: "col", class: head.toLowerCase() }, element("span", { class: "sr" }, head))))),
            element("tbody", {}, ...rows));
        const asOf = new Date(board.asOf);
        this.#frame(title, state,
            rows.length > 0 ? table : element("p", { class: "none" }, "Nobody has traded yet."),
            element("footer", {},
                element("span", {}, "as of ",
                    element("time", { datetime: board.asOf, title: asOf.toLocaleString() },
                        `${asOf.toISOString().slice(11, 19)} UTC`)),
                element("a", { href: `${BASE}/`, target: "_blank", rel: "noopener" }, "tradeboard")));
    }
}

customElements.define("trade-board", TradeBoard);
