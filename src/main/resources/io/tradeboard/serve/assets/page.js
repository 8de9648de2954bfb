// Keeps a board moving: what changes is drawn by the server and put in place here.

const GLIDE_MILLIS = 500;
const TOAST_MILLIS = 6_000;
const RETRY_STREAM_MILLIS = 120_000;
const LEAST_POLL_MILLIS = 5_000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Colours: as the system has them, light, dark.
const THEMES = ["system", "light", "dark"];
const root = document.documentElement;
const themeButton = document.querySelector(".theme");

function nameTheme() {
    const theme = root.dataset.theme ?? "system";
    themeButton.setAttribute("aria-label", `Colours: ${theme}`);
    themeButton.title = `Colours: ${theme}`;
}

function setTheme(theme) {
    if (theme === "system") {
        delete root.dataset.theme;
    } else {
        root.dataset.theme = theme;
    }
    try {
        localStorage.setItem("theme", theme);
    } catch {
        // It holds for this page then.
    }
    nameTheme();
}

if (themeButton) {
    nameTheme();
    themeButton.addEventListener("click", () => {
        const next = THEMES[(THEMES.indexOf(root.dataset.theme ?? "system") + 1) % THEMES.length];
        if (document.startViewTransition && !calm.matches) {
            document.startViewTransition(() => setTheme(next));
        } else {
            setTheme(next);
        }
    });
}

// Long lists of symbols.
for (const filter of document.querySelectorAll(".filter")) {
    const items = filter.parentElement.querySelectorAll(".symbol-list > li");
    filter.addEventListener("input", () => {
        const wanted = filter.value.trim().toLowerCase();
        for (const item of items) {
            item.hidden = !item.textContent.toLowerCase().includes(wanted);
        }
    });
    filter.addEventListener("keydown", event => {
        if (event.key === "Enter") {
            filter.parentElement.querySelector(".symbol-list > li:not([hidden]) a")?.click();
        }
    });
}

const sheet = document.querySelector("details.all");
if (sheet) {
    document.addEventListener("click", event => {
        if (!sheet.contains(event.target)) {
            sheet.open = false;
        }
    });
    sheet.addEventListener("keydown", event => {
        if (event.key === "Escape") {
            sheet.open = false;
            sheet.querySelector("summary").focus();
        }
    });
    sheet.addEventListener("toggle", () => sheet.open && sheet.querySelector(".filter").focus());
}

// A link to an explanation opens it.
function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
        target.open = true;
        target.scrollIntoView({ block: "start" });
    }
}
addEventListener("hashchange", openTarget);
document.addEventListener("click", event => event.target.closest?.("a[href='#words']") && setTimeout(openTarget));
openTarget();

// Texts to be copied name the host that the visitor sees.
for (const code of document.querySelectorAll("code.origin")) {
    if (code.dataset.origin) {
        code.textContent = code.textContent.replaceAll(code.dataset.origin, location.origin);
    }
}

const live = document.querySelector("[data-live]");
if (live) {
    follow(live.dataset.live);
}

function follow(address) {
    const rows = document.getElementById("rows");
    const toast = document.getElementById("news");
    let stream = null;
    let retryAt = 0;
    let pollTimer = 0;
    let toastTimer = 0;
    let clockOffset = 0;
    let lost = false;

    function parsed(html) {
        const template = document.createElement("template");
        template.innerHTML = html;
        return template.content;
    }

    // The rows by trader; of several with the same name, the first is the first again.
    function keyed(all) {
        const seen = new Map();
        return [...all].map(row => {
            const name = row.dataset.trader;
            const before = seen.get(name) ?? 0;
            seen.set(name, before + 1);
            return [`${before} ${name}`, row];
        });
    }

    // Puts new rows in the place of old ones. A trader keeps its element, and with it focus and selection.
    function putRows(fresh) {
        const kept = new Map(keyed(rows.children));
        const tops = new Map([...kept.values()].map(row => [row, row.getBoundingClientRect().top]));
        const news = [];
        const next = keyed(fresh.children).map(([key, row]) => {
            const old = kept.get(key);
            if (row.dataset.trader === undefined) {
                return row;
            }
            if (!old) {
                news.push({ name: row.dataset.trader, place: Number(row.dataset.place), by: Infinity });
                return row;
            }
            kept.delete(key);
            const by = Number(old.dataset.place) - Number(row.dataset.place);
            if (by > 0) {
                news.push({ name: row.dataset.trader, place: Number(row.dataset.place), by });
            }
            update(old, row);
            return old;
        });
        const focused = document.activeElement;
        const wasEmpty = tops.size === 0 || rows.querySelector(".nobody");
        rows.replaceChildren(...next);
        if (rows.contains(focused)) {
            focused.focus({ preventScroll: true });
        }
        if (!calm.matches) {
            glide(next, tops);
        }
        if (!wasEmpty) {
            tell(news);
        }
    }

    function update(old, row) {
        old.className = row.className;
        old.dataset.place = row.dataset.place;
        for (let i = 0; i < row.children.length; i++) {
            const before = old.children[i];
            const after = row.children[i];
            if (before.innerHTML !== after.innerHTML && !before.classList.contains("who")) {
                before.innerHTML = after.innerHTML;
            }
            before.className = after.className;
        }
    }

    // Each row starts where it was and moves to where it is; a climber passes over the others.
    function glide(next, tops) {
        for (const row of next) {
            const before = tops.get(row);
            const way = before === undefined ? 0 : before - row.getBoundingClientRect().top;
            if (before === undefined && row.dataset.trader !== undefined) {
                row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: GLIDE_MILLIS });
            } else if (Math.abs(way) > 1) {
                row.animate(
                    [
                        { transform: `translateY(${way}px)`, zIndex: way > 0 ? 2 : 1 },
                        { transform: "none", zIndex: way > 0 ? 2 : 1 },
                    ],
                    { duration: GLIDE_MILLIS, easing: "cubic-bezier(.3, .7, .2, 1)" });
            }
        }
    }

    function tell(news) {
        if (news.length === 0) {
            return;
        }
        news.sort((a, b) => a.place - b.place);
        const more = news.length - 1;
        const name = document.createElement("bdi");
        name.textContent = news[0].name;
        toast.replaceChildren(name, ` is now #${news[0].place}` + (more > 0 ? `, ${more} more moved up` : ""));
        toast.classList.add("shown");
        clearTimeout(toastTimer);
        toastTimer = setTimeout(() => toast.classList.remove("shown"), TOAST_MILLIS);
    }

    // Elements with an id take the place of those with the same.
    function putFacts(fresh) {
        for (const element of [...fresh.children]) {
            const old = element.id && document.getElementById(element.id);
            if (old && old.outerHTML !== element.outerHTML) {
                const focused = old.contains(document.activeElement)
                    && document.activeElement.getAttribute("href");
                old.replaceWith(element);
                if (focused) {
                    element.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
                }
            }
        }
        const facts = document.getElementById("facts");
        if (facts.dataset.title) {
            document.title = facts.dataset.title;
        }
        localTimes();
        tick();
    }

    function localTimes() {
        for (const time of document.querySelectorAll("#facts time")) {
            time.title = new Date(time.dateTime).toLocaleString();
        }
    }

    function nextAt() {
        const next = Date.parse(document.getElementById("facts").dataset.nextAt);
        return Number.isNaN(next) ? null : next;
    }

    // The ring runs empty from one board to the next. The server's clock counts, as far as it is known.
    function tick() {
        const facts = document.getElementById("facts");
        const next = nextAt();
        const countdown = facts.querySelector(".countdown");
        if (next === null || !countdown) {
            return;
        }
        const whole = Math.max(1_000, next - Date.parse(facts.dataset.madeAt));
        const left = Math.min(whole, Math.max(0, next - Date.now() - clockOffset));
        facts.classList.toggle("lost", lost);
        countdown.textContent = lost ? "connecting" : left > 0 ? `${Math.ceil(left / 1_000)} s` : "any moment";
        facts.querySelector(".ring").style.setProperty("--gone", String(100 - 100 * left / whole));
    }

    function heard() {
        const made = Date.parse(document.getElementById("facts").dataset.madeAt);
        clockOffset = made - Date.now();
        lost = false;
    }

    function open() {
        if (stream || document.hidden) {
            return;
        }
        stream = new EventSource(address);
        stream.addEventListener("rows", event => putRows(parsed(event.data)));
        stream.addEventListener("facts", event => {
            putFacts(parsed(event.data));
            heard();
            tick();
        });
        stream.addEventListener("open", () => {
            lost = false;
            clearTimeout(pollTimer);
        });
        stream.addEventListener("error", () => {
            if (stream?.readyState === EventSource.CLOSED) {
                close();
                retryAt = Date.now() + RETRY_STREAM_MILLIS;
                poll();
            } else {
                lost = true;
                tick();
            }
        });
    }

    function close() {
        stream?.close();
        stream = null;
    }

    // Without a stream the page itself is asked for, each time another board is due.
    function poll() {
        clearTimeout(pollTimer);
        const next = nextAt() ?? Date.now() + RETRY_STREAM_MILLIS;
        const wait = Math.max(LEAST_POLL_MILLIS, next - Date.now() - clockOffset + 1_000 + 2_000 * Math.random());
        pollTimer = setTimeout(async () => {
            if (document.hidden || stream) {
                return;
            }
            await fetchPage();
            if (Date.now() > retryAt) {
                open();
            } else {
                poll();
            }
        }, wait);
    }

    async function fetchPage() {
        try {
            const answer = await fetch(location.pathname + location.search, { cache: "no-cache" });
            if (!answer.ok) {
                throw new Error(answer.statusText);
            }
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.getElementById("rows");
            const facts = page.getElementById("facts");
            if (!fresh || !facts) {
                throw new Error("not a board");
            }
            putRows(fresh);
            const all = document.createDocumentFragment();
            all.append(...["facts", "highlights", "since"].map(id => page.getElementById(id)).filter(Boolean));
            putFacts(all);
            lost = false;
        } catch {
            lost = true;
        }
        tick();
    }

    // A browser has few connections to a host: a page that nobody looks at keeps none.
    document.addEventListener("visibilitychange", () => {
        if (document.hidden) {
            close();
            clearTimeout(pollTimer);
        } else if (Date.now() > retryAt) {
            open();
        } else {
            void fetchPage().then(poll);
        }
    });
    addEventListener("pagehide", close);
    addEventListener("pageshow", event => event.persisted && open());

    localTimes();
    setInterval(tick, 1_000);
    tick();
    open();
}
