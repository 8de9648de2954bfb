# Completes tradeboard in fish. To install it: {installation}

function __tradeboard_files
    __fish_complete_path $argv[1]
end

function __tradeboard_symbols
    __tradeboard_ask symbols $argv[2..-1]
end

function __tradeboard_days
    __tradeboard_ask days $argv[2..-1]
end

function __tradeboard_traders
    __tradeboard_ask traders $argv[2..-1]
end

function __tradeboard_ids
    __tradeboard_ask ids $argv[2..-1]
end

function __tradeboard_ask
    set -l line (commandline -opc)
    $line[1] complete $argv 2>/dev/null
end

# Prints what fits at the state: the first argument. Behind it are the word before the cursor and the options to pass on.
function __tradeboard_offer
    switch $argv[1]
{table}
    end
end

# Reads the words before the cursor, and offers what fits behind them.
function __tradeboard
    set -l line (commandline -opc)
    set -l current (commandline -ct)
    set -l name
    set -l option
    set -l passed
    set -l arguments 0
    for word in $line[2..-1]
        if test -n "$option"
            set word $option=$word
            set option
        else if string match -q -- "* $word *" '{valued}'
            set option $word
        else if not string match -q -- '-*' $word
            set -l longer (string trim -- "$name $word")
            if test $arguments -eq 0; and string match -q -- "*|$longer|*" '|{commands}'
                set name $longer
            else
                set arguments (math $arguments + 1)
            end
        end
        set -l parts (string split -m 1 = -- $word)
        if test (count $parts) -eq 2; and string match -q -- "* $parts[1] *" '{passed}'
            if string match -q -- '~/*' $parts[2]
                set parts[2] $HOME/(string sub -s 3 -- $parts[2])
            end
            set -a passed $parts[1]=$parts[2]
        end
    end
    if test -n "$option"
        __tradeboard_offer "$name $option" "$current" $passed
    else if string match -q -- '--*=*' $current
        set -l parts (string split -m 1 = -- $current)
        for value in (__tradeboard_offer "$name $parts[1]" "$parts[2]" $passed)
            echo $parts[1]=$value
        end
    else if string match -q -- '-*' $current
        __tradeboard_offer "$name -" "$current"
    else
        __tradeboard_offer "$name:$arguments" "$current" $passed
    end
end

complete -c tradeboard -f -a '(__tradeboard)'
