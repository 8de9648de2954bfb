// Runs before anything is drawn, so that the page never flashes in the wrong colours.
{
    const root = document.documentElement;
    root.classList.add("script");
    try {
        const theme = localStorage.getItem("theme");
        if (theme === "light" || theme === "dark") {
            root.dataset.theme = theme;
        }
    } catch {
        // Storage is switched off: the system's colours it is.
    }
}
